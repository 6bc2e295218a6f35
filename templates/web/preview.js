// The contact sheet: cards are fetched when they come into view, and again when their files change.
const at = (id) => document.getElementById(id);
const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};
const svg = (tag, attributes) => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};

const GROUPS = [['kit', 'Brand kits'], ['template', 'Templates'], ['format', 'Formats'], ['sample', 'Samples']];
const AT_ONCE = 2;
let contents = null;
let chosen = {};              // group → Set of names
const cards = new Map();      // key → {look, element, view, stale, near}
const waiting = [];
let running = 0;

// --- what is chosen, kept in the address so that a reload finds it again -----------------

function remember() {
  const kept = new URLSearchParams();
  for (const [group] of GROUPS) kept.set(group, [...chosen[group]].join('|'));
  for (const id of ['boxes', 'safe', 'wrong']) if (at(id).checked) kept.set(id, 1);
  kept.set('size', at('size').value);
  history.replaceState(null, '', '#' + kept);
}

function recall() {
  const kept = new URLSearchParams(location.hash.slice(1));
  const all = {kit: contents.kits, template: Object.keys(contents.templates),
               format: Object.keys(contents.formats), sample: Object.keys(contents.samples)};
  const usual = {kit: all.kit.slice(0, 1), template: all.template, format: all.format,
                 sample: all.sample.slice(0, 1)};
  for (const [group] of GROUPS) {
    const names = (kept.get(group) || '').split('|').filter((name) => all[group].includes(name));
    chosen[group] = new Set(kept.has(group) ? names : usual[group]);
  }
  for (const id of ['boxes', 'safe', 'wrong']) at(id).checked = kept.has(id);
  at('size').value = kept.get('size') || 260;
  document.documentElement.style.setProperty('--size', at('size').value + 'px');
  return all;
}

function filters(all) {
  const open = new Set([...document.querySelectorAll('nav details[open]')].map((each) => each.dataset.group));
  const first = !at('filters').children.length;
  at('filters').replaceChildren(...GROUPS.map(([group, title]) => {
    const boxes = all[group].map((name) => {
      const box = make('input', {type: 'checkbox', name: group, value: name, checked: chosen[group].has(name)});
      box.onchange = () => { box.checked ? chosen[group].add(name) : chosen[group].delete(name); lay(); };
      return make('label', {title: contents.templates[name] || name}, box, make('span', {textContent: name}));
    });
    const set = (text, names) => make('button', {type: 'button', textContent: text, onclick() {
      chosen[group] = new Set(names); filters(all); lay(); } });
    const details = make('details', {open: first || open.has(group)}, make('summary', {textContent: title}),
                         set('all', all[group]), set('first', all[group].slice(0, 1)), ...boxes);
    details.dataset.group = group;
    return details;
  }));
}

// --- the sheet ---------------------------------------------------------------------------

const key = (look) => [look.kit, look.template, look.sample, look.format].join('|');

const near = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    const card = cards.get(entry.target.dataset.key);
    if (!card) continue;
    card.near = entry.isIntersecting;
    if (card.near && card.stale) ask(card);
  }
}, {rootMargin: '400px'});

function lay() {
  remember();
  const sections = [];
  const kept = new Set();
  for (const template of Object.keys(contents.templates)) {
    if (!chosen.template.has(template)) continue;
    const list = make('div', {className: 'cards'});
    for (const kit of contents.kits) for (const sample of Object.keys(contents.samples)) for (const format of Object.keys(contents.formats)) {
      if (!chosen.kit.has(kit) || !chosen.sample.has(sample) || !chosen.format.has(format)) continue;
      const look = {kit, template, sample, format};
      kept.add(key(look));
      list.append((cards.get(key(look)) || card(look)).element);
    }
    const words = contents.templates[template];
    const title = make('h2', {textContent: template + ' '}, make('small', {textContent: words}));
    if (list.children.length) sections.push(make('section', {}, title, list));
  }
  for (const [name, each] of cards) if (!kept.has(name)) { near.unobserve(each.element); cards.delete(name); }
  if (!sections.length) sections.push(make('p', {textContent: 'Nothing is chosen: tick a template, a format, a sample and a brand kit.'}));
  at('sheet').replaceChildren(...sections);
  for (const each of cards.values()) near.observe(each.element);
  tell();
}

function card(look) {
  const shape = contents.formats[look.format];
  const ratio = shape.width / shape.height;
  const element = make('button', {type: 'button', className: 'card' + (ratio < .7 ? ' tall' : ratio < 1.2 ? ' narrow' : '')});
  element.dataset.key = key(look);
  element.onclick = () => zoom(made);
  const made = {look, element, view: null, stale: true, near: false};
  cards.set(key(look), made);
  fill(made);
  return made;
}

function fill(card) {
  const {look, view} = card;
  const names = [look.format, chosen.sample.size > 1 ? look.sample : '', chosen.kit.size > 1 ? look.kit : ''];
  const about = make('span', {className: 'about'}, make('span', {textContent: names.filter(Boolean).join(' · ')}),
                     make('span', {textContent: view ? (view.ms === undefined ? '' : view.ms + ' ms') : ''}));
  card.element.replaceChildren(frame(card), about, findings(view));
  card.element.setAttribute('aria-label', `${look.template}, ${look.format}, ${look.sample}, ${look.kit}` +
    (view && wrongs(view).length ? `, ${wrongs(view).length} findings` : ''));
  card.element.hidden = at('wrong').checked && !(view && wrongs(view).length);
}

const wrongs = (view) => view ? [...view.broken || [], ...view.findings || []] : [];

function findings(view) {
  return make('ul', {className: 'findings'}, ...wrongs(view).map((each) => make('li', {},
    each.message + ' ', make('code', {textContent: each.place, title: each.file || ''}))));
}

function frame(card, source) {
  const shape = contents.formats[card.look.format];
  const holder = make('span', {className: 'frame' + (card.view && (card.view.broken || []).length ? ' old' : '')});
  holder.style.aspectRatio = `${shape.width} / ${shape.height}`;
  const image = source || (card.view && card.view.sha256 && '/picture/' + card.view.sha256);
  if (image) holder.append(make('img', {src: image, alt: '', width: shape.width, height: shape.height}));
  if (at('safe').checked || at('boxes').checked) holder.append(overlay(card, shape));
  return holder;
}

function overlay(card, {width, height, safe}) {
  const over = svg('svg', {viewBox: `0 0 ${width} ${height}`});
  if (at('safe').checked) for (const [top, right, bottom, left] of Object.values(safe)) {
    over.append(svg('path', {'fill-rule': 'evenodd', d: `M0 0H${width}V${height}H0Z M${left} ${top}H${width - right}V${height - bottom}H${left}Z`}));
  }
  if (at('boxes').checked) for (const box of card.boxes || []) {
    const rect = svg('rect', {x: box.x, y: box.y, width: box.width, height: box.height, class: box.text ? 'text' : ''});
    rect.append(svg('title', {}));
    rect.firstChild.textContent = `${box.name} ${box.place}`;
    over.append(rect);
  }
  return over;
}

// --- fetching: two at a time, what is seen first first -----------------------------------

function ask(card) {
  if (!waiting.includes(card)) waiting.push(card);
  while (running < AT_ONCE && waiting.length) {
    waiting.sort((one, other) => (other === zoomed) - (one === zoomed) || other.near - one.near);
    draw(waiting.shift());
  }
}

async function draw(card) {
  running += 1;
  card.stale = false;
  const query = new URLSearchParams(card.look);
  try {
    const answer = await fetch('/card?' + query);
    const view = await answer.json();
    if (view.error) card.view = {...(card.view || {}), broken: [{message: view.error, place: ''}], findings: []};
    else card.view = view;
    if (at('boxes').checked) card.boxes = await (await fetch('/boxes?' + query)).json();
    if (card.view.sha256) await shown('/picture/' + card.view.sha256);
    fill(card);
    card.element.classList.remove('fresh');
    if (card.changed) { void card.element.offsetWidth; card.element.classList.add('fresh'); card.changed = false; }
    if (zoomed === card) enlarge();
  } catch {
    card.stale = true;
  }
  running -= 1;
  tell();
  if (waiting.length) ask(waiting[0]);
}

function shown(source) {
  const image = new Image();
  image.src = source;
  return image.decode().catch(() => null);
}

function tell() {
  const all = [...cards.values()];
  const wrong = all.filter((each) => wrongs(each.view).length).length;
  const text = waiting.length + running ? `Drawing ${waiting.length + running} …`
    : `${all.length} cards, ${wrong ? wrong + ' with findings' : 'none with findings'} of those seen`;
  at('state').textContent = text;
  at('state').classList.toggle('wrong', wrong > 0);
  document.body.dataset.ready = String(!(waiting.length + running));
}

// --- one card at full size ---------------------------------------------------------------

let zoomed = null;
let beside = false;

function zoom(card) {
  zoomed = card;
  enlarge();
  if (!at('zoom').open) at('zoom').showModal();
  if (card.stale) ask(card);
}

function enlarge() {
  const {look, view} = zoomed;
  const shape = contents.formats[look.format];
  const figure = (title, source) => {
    const holder = frame(zoomed, source);
    holder.style.setProperty('--width', shape.width + 'px');
    return make('figure', {}, holder, make('figcaption', {textContent: title}));
  };
  const figures = [figure(`${shape.width} × ${shape.height}`)];
  if (beside) figures.push(figure('in Chromium', '/browser?' + new URLSearchParams({...look, of: view ? view.sha256 : ''})));
  at('zoomed').textContent = `${look.template} · ${look.format} · ${look.sample} · ${look.kit}`;
  at('full').classList.toggle('two', beside);
  at('full').replaceChildren(...figures, findings(view));
}

function step(by) {
  const all = [...document.querySelectorAll('.card:not([hidden])')].map((each) => cards.get(each.dataset.key));
  const next = all[all.indexOf(zoomed) + by];
  if (next) zoom(next);
}

at('before').onclick = () => step(-1);
at('after').onclick = () => step(1);
at('beside').onclick = () => { beside = !beside; enlarge(); };
at('zoom').onclose = () => { const last = zoomed; zoomed = null; if (last) last.element.focus(); };

// --- switches and keys -------------------------------------------------------------------

async function boxes() {
  remember();
  const seen = [...cards.values()].filter((each) => each.view);
  if (at('boxes').checked) await Promise.all(seen.filter((each) => each.near || each === zoomed).map(async (each) => {
    each.boxes = await (await fetch('/boxes?' + new URLSearchParams(each.look))).json();
  }));
  seen.forEach(fill);
  if (zoomed) enlarge();
}

at('boxes').onchange = boxes;
at('safe').onchange = boxes;
at('wrong').onchange = () => { remember(); cards.forEach(fill); };
at('size').oninput = () => { document.documentElement.style.setProperty('--size', at('size').value + 'px'); remember(); };

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(text|search)$/.test(event.target.type || '')) return;
  const toggles = {b: 'boxes', s: 'safe', f: 'wrong'};
  const name = event.key.toLowerCase();
  if (toggles[name]) at(toggles[name]).click();
  else if (zoomed && event.key === 'ArrowLeft') step(-1);
  else if (zoomed && event.key === 'ArrowRight') step(1);
  else if (zoomed && name === 'c' && !at('beside').hidden) at('beside').click();
  else return;
  event.preventDefault();
});

// --- an article of one's own -------------------------------------------------------------

async function tryOn(file) {
  at('state').textContent = `Reading ${file.name} …`;
  const answer = await (await fetch('/article?' + new URLSearchParams({name: file.name}), {method: 'POST', body: file})).json();
  if (answer.error) {
    at('state').textContent = answer.error;
    at('state').classList.add('wrong');
    return;
  }
  await read();
  chosen.sample = new Set([answer.sample]);
  remember();
  start();
}

at('file').onchange = () => { if (at('file').files[0]) tryOn(at('file').files[0]); at('file').value = ''; };
addEventListener('dragover', (event) => { event.preventDefault(); at('drop').hidden = false; });
addEventListener('dragleave', (event) => { if (!event.relatedTarget) at('drop').hidden = true; });
addEventListener('drop', (event) => {
  event.preventDefault();
  at('drop').hidden = true;
  if (event.dataTransfer.files[0]) tryOn(event.dataTransfer.files[0]);
});

// --- news of saved files -----------------------------------------------------------------

function changed(templates) {
  for (const each of cards.values()) {
    if (templates && !templates.includes(each.look.template)) continue;
    each.stale = each.changed = true;
    if (each.near || each === zoomed) ask(each);
  }
}

async function read() {
  contents = await (await fetch('/contents')).json();
  at('beside').hidden = !contents.browser;
}

function start() {
  filters(recall());
  lay();
}

const news = new EventSource('/events');
let lost = false;
news.onmessage = async (event) => {
  const message = JSON.parse(event.data);
  if (message.contents) { await read(); start(); }
  if ('changed' in message) changed(message.changed);
};
news.onerror = () => { lost = true; at('state').textContent = 'The bot has stopped; waiting for it …'; };
news.onopen = async () => { if (lost) { lost = false; await read(); start(); changed(null); } };

await read();
start();
