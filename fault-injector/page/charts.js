/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* charts.js - reads the data that page.c has put into the page, and draws its
 * charts by Chart.js. Text from journals goes into the page as text only. */
'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const page = document.getElementById('page');
const color = {
  masked: '#93b5a6', corrected: '#3f9460', sdc: '#cb4232', crash: '#dca640',
  detected: '#3f7fc0', hang: '#9074b3', 'not-injected': '#aab2b8',
};
const index = Object.fromEntries(data.outcomes.map((name, i) => [name, i]));
const shown = Object.keys(color).filter(
    name => data.tallies.some(t => t.rates[index[name]][0]));
const style = getComputedStyle(document.documentElement);
const percent = (x, digits = 2) => (100 * x).toFixed(digits) + ' %';
const short = x => x === null ? 'any' : Number(x.toPrecision(3)).toString();
const sum = counts => counts.reduce((a, b) => a + b, 0);
const base = path => path.slice(path.lastIndexOf('/') + 1);
const level = Number((100 * data.confidence).toPrecision(6)) + ' %';

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    node.setAttribute(name, value);
  node.append(...children.filter(child => child !== null));
  return node;
}

function key(name) {
  return el('span', {class: 'key', style: `background:${color[name]}`});
}

/* --- charts -------------------------------------------------------------- */

Chart.defaults.color = style.getPropertyValue('--soft');
Chart.defaults.borderColor = style.getPropertyValue('--line');
Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
Chart.defaults.maintainAspectRatio = false;
Chart.defaults.animation = false;
Chart.defaults.plugins.legend.labels.boxWidth = 12;

/* A card with a chart, which is drawn when it is in the page. */
function chartCard(title, config, height) {
  const canvas = el('canvas');
  const box = el('div', {class: 'chart'}, canvas);
  if (height)
    box.style.height = height + 'px';
  if (config)
    queueMicrotask(() => new Chart(canvas, config));
  else
    box.replaceChildren(el('div', {class: 'empty'}, 'nothing known'));
  return el('div', {class: 'card'}, el('h3', {}, title), box);
}

/* Bars of outcomes on top of each other: of rows [label, counts]. */
function bars(rows, {flat = false, share = false, title = ''} = {}) {
  if (!rows.length)
    return null;
  const value = (counts, name) => share
      ? 100 * counts[index[name]] / (sum(counts) || 1) : counts[index[name]];
  const along = {stacked: true, title: {display: !!title, text: title},
                 grid: {display: false},
                 ticks: {autoSkip: !flat}};
  const across = {stacked: true, max: share ? 100 : undefined,
                  ticks: share ? {callback: v => v + ' %'} : {precision: 0}};
  return {
    type: 'bar',
    data: {
      labels: rows.map(row => row[0]),
      datasets: shown.map(name => ({
        label: name, backgroundColor: color[name], maxBarThickness: 34,
        data: rows.map(row => value(row[1], name)),
        counts: rows.map(row => row[1][index[name]]),
      })),
    },
    options: {
      indexAxis: flat ? 'y' : 'x',
      scales: flat ? {x: across, y: along} : {x: along, y: across},
      interaction: {mode: 'index', axis: flat ? 'y' : 'x', intersect: false},
      plugins: {
        legend: {position: 'bottom'},
        tooltip: {callbacks: {label: item => ` ${item.dataset.label}: ` +
          item.dataset.counts[item.dataIndex] +
          (share ? ` (${item.raw.toFixed(1)} %)` : '')}},
      },
    },
  };
}

/* The rate of SDC over the campaign, in its interval. */
function course(points) {
  if (!points.length)
    return null;
  const line = (label, column, more) => ({
    label, pointRadius: 0, borderWidth: 1.5,
    data: points.map(p => ({x: p[0], y: 100 * p[column]})), ...more,
  });
  const band = color.sdc + '33';
  return {
    type: 'line',
    data: {datasets: [
      line('sdc rate', 1, {borderColor: color.sdc}),
      line('lower bound', 2, {borderColor: band, fill: '+1',
                              backgroundColor: band}),
      line('upper bound', 3, {borderColor: band}),
    ]},
    options: {
      scales: {x: {type: 'linear', max: points[points.length - 1][0],
                   title: {display: true, text: 'injections'}},
               y: {beginAtZero: true, ticks: {callback: v => v + ' %'}}},
      interaction: {mode: 'index', intersect: false},
      plugins: {legend: {display: false}, tooltip: {callbacks: {
        title: items => items[0].parsed.x + ' injections',
        label: item => ` ${item.dataset.label}: ${item.raw.y.toFixed(3)} %`,
      }}},
    },
  };
}
