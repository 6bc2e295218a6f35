// Cards by satori (boxes and text to SVG) and resvg (SVG to PNG). Arguments: folder of peers, task as JSON.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [folder, path] = process.argv.slice(2);
const load = createRequire(join(folder, 'package.json'));
const satori = load('satori').default;
const { Resvg } = load('@resvg/resvg-js');
const task = JSON.parse(readFileSync(path, 'utf8'));
const fonts = task.fonts.map((font) => ({ ...font, data: readFileSync(font.path) }));
const times = [];
let size = 0;
for (let run = 0; run < task.runs + 3; run++) {
  const begun = process.cpuUsage();
  const svg = await satori(task.tree, { width: task.width, height: task.height, fonts });
  size = new Resvg(svg).render().asPng().length;
  const used = process.cpuUsage(begun);
  if (run > 2) times.push((used.user + used.system) / 1000);
}
times.sort((a, b) => a - b);
console.log(JSON.stringify({ milliseconds: times[times.length >> 1], size }));
