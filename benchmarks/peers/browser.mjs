// Screenshots of one HTML text in a Chromium that stays open. Arguments: folder of peers, task as JSON.
import { readFileSync, writeFileSync, mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, path] = process.argv.slice(2);
const { chromium } = createRequire(join(folder, 'package.json'))('playwright-core');
const task = JSON.parse(readFileSync(path, 'utf8'));
const file = join(mkdtempSync(join(tmpdir(), 'card-')), 'page.html');
writeFileSync(file, task.html);
const browser = await chromium.launch({
  executablePath: task.browser,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--allow-file-access-from-files'],
});
const page = await browser.newPage({ viewport: { width: task.width, height: task.height } });
const times = [];
let size = 0;
for (let run = 0; run < task.runs + 2; run++) {
  const begun = performance.now();
  await page.goto(pathToFileURL(file).href);
  await page.evaluate(() => document.fonts.ready);
  size = (await page.screenshot({ type: 'png' })).length;
  if (run > 1) times.push(performance.now() - begun);
}
await browser.close();
times.sort((a, b) => a - b);
console.log(JSON.stringify({ milliseconds: times[times.length >> 1], size }));
