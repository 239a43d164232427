/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* page-test.js - added to a report's page; uses it and writes what it finds to
 * the document's end, for page.sh. */
'use strict';
(() => {
  const say = (name, value) => {
    const line = document.createElement('pre');
    line.textContent = `FOUND ${name}: ${value}`;
    document.body.append(line);
  };
  const drawn = canvas => {
    const pixels = canvas.getContext('2d')
        .getImageData(0, 0, canvas.width, canvas.height).data;
    return pixels.some((value, i) => i % 4 === 3 && value);
  };
  const look = name => {
    const all = [...document.querySelectorAll('canvas')];
    say(name + ' charts drawn', all.filter(drawn).length + ' of ' + all.length);
    for (const table of document.querySelectorAll('table'))
      say(`${name} rows of ${table.id}`, table.tBodies[0].rows.length);
  };
  const visible = id => [...document.querySelectorAll(`#${id} tbody tr`)]
      .filter(row => !row.hidden);
  setTimeout(() => {
    look('first');
    const field = document.querySelector('#records')
        .closest('.card').querySelector('input');
    field.value = 'SDC memory';
    field.dispatchEvent(new Event('input'));
    say('filtered', visible('records').length > 0 && visible('records')
        .every(row => row.cells[0].textContent === 'sdc' &&
                      row.cells[2].textContent === 'memory'));
    document.querySelectorAll('#functions th')[2].click();
    setTimeout(() => {
      const counts = visible('functions').map(r => +r.cells[2].textContent);
      say('sorted', counts.length > 2 &&
          counts.every((n, i) => !i || n <= counts[i - 1]));
      const choice = document.querySelector('#listing select');
      choice.selectedIndex = [...choice.options].findIndex(
          o => o.textContent.startsWith('memory'));
      choice.dispatchEvent(new Event('change'));
      const hot = id => [...document.querySelectorAll(`#${id} tbody tr`)]
          .filter(row => row.style.background).map(row => row.textContent);
      say('hot source', hot('source').some(text => text.includes('table[')));
      say('hot instructions', hot('disassembly').length > 2);
      document.querySelectorAll('.bar button')[1].click();
      setTimeout(() => {
        look('second');
        say('errors', JSON.stringify(window.pageErrors));
      }, 200);
    }, 200);
  }, 200);
})();
