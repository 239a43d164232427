/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* script.js - builds the page: tables, source and disassembly, one program after
 * the other. Tables are sorted by sortable (a click on a heading). */
'use strict';

/* --- tables -------------------------------------------------------------- */

/* Columns are [heading, class]; cells are text, or {sort, show}. */
function table(columns, rows, attributes = {}) {
  const cell = (value, i) => {
    const node = el('td', columns[i][1] ? {class: columns[i][1]} : {});
    if (value !== null && typeof value === 'object' && 'show' in value) {
      node.dataset.sort = value.sort;
      node.append(...[value.show].flat());
    } else {
      node.append(value);
    }
    return node;
  };
  return el('table', attributes,
            el('thead', {}, el('tr', {}, ...columns.map(
                ([name, kind]) => el('th', kind ? {class: kind} : {}, name)))),
            el('tbody', {}, ...rows.map(
                row => el('tr', {}, ...row.map(cell)))));
}

/* A table that can be sorted, under a field that filters it. */
function search(id, label, columns, rows) {
  const body = table(columns, rows, {class: 'sortable n-last', id});
  const count = el('small');
  const field = el('input', {type: 'search', placeholder: label,
                             'aria-label': label});
  const filter = () => {
    const words = field.value.toLowerCase().split(/\s+/);
    let on = 0;
    for (const row of body.tBodies[0].rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every(word => text.includes(word));
      on += !row.hidden;
    }
    count.textContent = `${on} of ${rows.length}`;
  };
  field.addEventListener('input', filter);
  filter();
  return el('div', {class: 'card'},
            el('div', {class: 'bar'}, field, count),
            el('div', {class: 'scroll'}, body));
}

function rate(k, n) {
  return {sort: n ? k / n : 0, show: n ? percent(k / n, 1) : ''};
}

function summary() {
  const all = data.tallies;
  const first = all[0];
  const times = (t, what, text) => [text, t === first || !first[what] ? ''
      : el('small', {}, (t[what] / first[what]).toFixed(2) + 'x')];
  const fact = (name, show) =>
      [name, ...all.map(t => ({sort: 0, show: show(t)}))];
  const rows = [
    fact('run time, CPU s', t => times(t, 'cpu', t.cpu.toFixed(3))),
    fact('.text, bytes', t => times(t, 'text', t.text.toFixed(0))),
    fact('instructions executed',
         t => times(t, 'dynamic', t.dynamic.toPrecision(4))),
    fact('injections', t => String(t.injections)),
    fact('stops reached', t => `${t.injections} of ${t.injections + t.lost}`),
  ];
  for (const name of shown)
    rows.push([{sort: 0, show: [key(name), name]}, ...all.map(t => {
      const [count, value, low, high] = t.rates[index[name]];
      return {sort: 0, show: [`${count}\u2003${percent(value)}`,
        el('small', {}, `[${(100 * low).toFixed(2)}, ` +
                        `${(100 * high).toFixed(2)}] ${t.method}`)]};
    })]);
  rows.push(fact(`sdc, at most (${level})`, t => percent(t.most, 3)));
  rows.push(fact('sdc rate x instructions', t => short(t.failures)));
  if (all.length > 1)
    rows.push(fact('... times fewer than the first', t => !t.ratio ? '' : [
      t.ratio[0] === null ? 'none seen' : short(t.ratio[0]),
      el('small', {}, `[${short(t.ratio[1])}, ${short(t.ratio[2])}], ` +
                      `at least ${short(t.ratio[3])}`)]));
  if (all.some(t => t.rule))
    rows.push(fact('stopping rule', t => t.rule));
  return el('div', {class: 'card'}, el('div', {class: 'scroll'}, table(
      [['', 't'], ...all.map(t => [t.name])], rows, {id: 'summary'})));
}

/* --- source and disassembly ---------------------------------------------- */

function shade(row, counts, most) {
  const sdc = counts[index.sdc], total = sum(counts);
  if (!total)
    return;
  row.title = data.outcomes.map((name, i) => counts[i]
      ? `${name} ${counts[i]}` : '').filter(Boolean).join(', ');
  if (sdc)
    row.style.background = `rgba(var(--heat), ${.12 + .6 * sdc / most})`;
}

function codeTable(rows, most, id) {
  const body = el('tbody');
  for (const {number, text, counts, line} of rows) {
    const total = counts ? sum(counts) : 0;
    const row = el('tr', {'data-line': line},
      el('td', {class: 'n'}, number),
      el('td', {}, total ? String(total) : ''),
      el('td', {}, total && counts[index.sdc] ? String(counts[index.sdc]) : ''),
      el('td', {class: 't'}, el('code', {}, text)));
    if (counts)
      shade(row, counts, most);
    body.append(row);
  }
  return el('div', {class: 'scroll'}, el('table', {id},
    el('thead', {}, el('tr', {}, el('th', {}, ''), el('th', {}, 'faults'),
      el('th', {}, 'sdc'), el('th', {class: 't'}, ''))), body));
}

/* Hovering over a line marks what belongs to it on the other side. */
function couple(left, right) {
  const mark = event => {
    const row = event.target.closest('tr');
    const line = row && row.dataset.line;
    for (const other of [...left.querySelectorAll('tr.on'),
                         ...right.querySelectorAll('tr.on')])
      other.classList.remove('on');
    if (!line || line === '0')
      return;
    for (const side of [left, right])
      for (const other of side.querySelectorAll(`tr[data-line="${line}"]`))
        other.classList.add('on');
  };
  left.addEventListener('mouseover', mark);
  right.addEventListener('mouseover', mark);
}

function code(f) {
  const perLine = new Map();
  for (const [, , line, counts] of f.insns)
    if (counts && line)
      perLine.set(line, (perLine.get(line) || counts.map(() => 0))
          .map((n, i) => n + counts[i]));
  const most = Math.max(1, ...f.insns.map(i => i[3] ? i[3][index.sdc] : 0));
  const mostLine = Math.max(1,
      ...[...perLine.values()].map(c => c[index.sdc]));
  const right = codeTable(f.insns.map(([address, text, line, counts]) =>
    ({number: address.toString(16), text, line, counts})), most, 'disassembly');
  if (!f.lines)
    return el('div', {class: 'code'}, right);
  const left = codeTable(f.lines.map((text, i) => ({
    number: String(f.from + i), text, line: f.from + i,
    counts: perLine.get(f.from + i)})), mostLine, 'source');
  couple(left, right);
  return el('div', {class: 'code'}, left, right);
}

function listing(tally) {
  if (typeof tally.listing === 'string' || !tally.listing.length)
    return el('div', {class: 'card empty'}, typeof tally.listing === 'string'
      ? tally.listing : 'No function of the program is known by name.');
  const place = el('div');
  const file = el('small');
  const choice = el('select', {'aria-label': 'Function'});
  for (const f of tally.listing) {
    const counts = (tally.groups.function.find(g => g[0] === f.name) || [])[1];
    choice.append(el('option', {}, f.name +
        (counts ? ` – ${counts[index.sdc]} sdc of ${sum(counts)}` : '')));
  }
  const show = () => {
    const f = tally.listing[choice.selectedIndex];
    file.textContent = f.file;
    place.replaceChildren(code(f));
  };
  choice.addEventListener('change', show);
  show();
  return el('div', {class: 'card', id: 'listing'},
            el('div', {class: 'bar'}, choice, file), place);
}

/* --- one program --------------------------------------------------------- */

function charts(t) {
  const by = (field, known = true) =>
    t.groups[field].filter(g => !known || g[0] !== '(unknown)');
  const numeric = field => by(field).sort((a, b) => a[0] - b[0]);
  const top = by('function', false).slice(0, 14);
  const latency = by('latency').sort((a, b) =>
    order.indexOf(a[0]) - order.indexOf(b[0]));
  return el('div', {class: 'grid'},
    chartCard('By function', bars(top, {flat: true}), 340),
    chartCard('By kind of instruction', bars(by('kind'), {flat: true}), 340),
    chartCard('By register', bars(by('register').slice(0, 32),
                                      {share: true})),
    chartCard('By bit', bars(numeric('bit').filter(g => g[0] < 64),
      {share: true, title: 'bit of the register'})),
    chartCard('Over time', bars(numeric('moment'), {share: true,
      title: 'per cent of the instruction’s executions before the fault'})),
    chartCard('From the fault to the end', bars(latency,
      {title: 'CPU time until a crash or a detection, from'})),
    wide(chartCard('The rate of sdc as the campaign went on',
                   course(t.course))));
}

function wide(card) {
  card.classList.add('wide');
  return card;
}

const order = ['< 1 us', '1 us', '10 us', '100 us', '1 ms', '10 ms', '0.1 s',
               '1 s', '10 s', '> 100 s'];

function lines(t) {
  const all = t.rates[index.sdc][0];
  return search('lines', 'Filter by file, line, function',
    [['line', 't'], ['function', 't cut'], ['faults'], ['sdc'], ['sdc rate'],
     ['of all sdc'], ['detected'], ['crash'], ['masked']],
    t.lines.map(([file, line, name, counts]) => {
      const n = sum(counts), k = counts[index.sdc];
      return [{sort: `${base(file)}:${String(line).padStart(6, '0')}`,
               show: `${base(file)}:${line}`}, name, n, k, rate(k, n),
              rate(k, all), counts[index.detected], counts[index.crash],
              counts[index.masked]];
    }));
}

function functions(t) {
  const all = t.rates[index.sdc][0];
  return search('functions', 'Filter by function',
    [['function', 't cut'], ['fault space'], ['faults'], ['sdc'], ['sdc rate'],
     ['of all sdc'], ['detected'], ['crash'], ['hang'], ['masked']],
    t.groups.function.map(([name, counts]) => {
      const n = sum(counts), k = counts[index.sdc];
      const share = t.shares[name];
      return [name, {sort: share || 0,
                     show: share === undefined ? '' : percent(share)},
              n, k, rate(k, n), rate(k, all), counts[index.detected],
              counts[index.crash], counts[index.hang], counts[index.masked]];
    }));
}

function records(t) {
  return search('records', 'Filter by outcome, function, file, register, ...',
    [['outcome', 't'], ['fault', 't'], ['function', 't cut'], ['source', 't'],
     ['instruction', 't']],
    t.records.map(([outcome, fault, name, file, line, insn]) => [
      {sort: data.outcomes[outcome],
       show: [key(data.outcomes[outcome]), data.outcomes[outcome]]},
      {sort: fault, show: el('code', {}, fault)}, name,
      file ? `${base(file)}:${line}` : '',
      {sort: insn, show: el('code', {}, insn)}]));
}

function detail(t) {
  return [
    charts(t),
    el('h2', {}, 'Source and instructions'),
    el('p', {}, 'Darker lines had more silent corruptions; point at one to ' +
                'see what belongs to it on the other side.'),
    listing(t),
    el('h2', {}, 'Lines'), lines(t),
    el('h2', {}, 'Functions'), functions(t),
    el('h2', {}, 'Faults'),
    el('p', {}, 'Those that were not masked. A fault’s text is what ' +
                'tandem-inject replay --fault takes.'),
    records(t),
  ];
}

/* --- all ----------------------------------------------------------------- */

function tile(name, value, note) {
  return el('div', {class: 'card tile'}, el('small', {}, name),
            el('strong', {}, value), el('small', {}, note));
}

function tiles() {
  const all = data.tallies, last = all[all.length - 1];
  const list = all.slice(0, 3).map(t => tile(`sdc, ${t.name}`,
    percent(t.rates[index.sdc][1]),
    `at most ${percent(t.most, 3)} with ${level} confidence`));
  if (last.ratio)
    list.push(tile('times fewer failures',
      last.ratio[0] === null ? 'none seen' : short(last.ratio[0]) + 'x',
      `at least ${short(last.ratio[3])}x`));
  list.push(tile('injections', all.map(t => t.injections).join(' + '),
                 `model ${data.model}`));
  return el('div', {class: 'tiles'}, ...list);
}

function build() {
  const place = el('div');
  const buttons = data.tallies.map((t, i) => {
    const button = el('button', {type: 'button'}, t.name);
    button.addEventListener('click', () => choose(i));
    return button;
  });
  const choose = chosen => {
    buttons.forEach((b, i) => b.setAttribute('aria-pressed', i === chosen));
    for (const chart of Object.values(Chart.instances))
      if (place.contains(chart.canvas))
        chart.destroy();
    place.replaceChildren(...detail(data.tallies[chosen]));
  };
  page.append(
    el('h1', {}, 'Fault injection'),
    el('p', {}, `Model ${data.model}, each injection a run of its own. ` +
                `Intervals are of ${level} confidence.`),
    tiles(),
    chartCard('Outcomes', bars(data.tallies.map(
      t => [t.name, t.rates.map(r => r[0])]), {flat: true, share: true}),
      100 + 56 * data.tallies.length),
    el('h2', {}, 'Side by side'), summary(),
    el('h2', {}, 'In detail'),
    el('div', {class: 'bar'}, ...buttons), place);
  choose(0);
}

build();
