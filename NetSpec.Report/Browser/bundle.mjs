// Installs what package-lock.json names and joins the browser builds of the charting library into one script, licences first.
// usage: node bundle.mjs FOLDER: writes FOLDER/charts.js and FOLDER/THIRD-PARTY-NOTICES.txt, or says in one line why not.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2]);
const lock = join(out, 'lock');
const [bundle, notices, stamp] = ['charts.js', 'THIRD-PARTY-NOTICES.txt', 'stamp'].map(name => join(out, name));
const parts = ['vega', 'vega-lite', 'vega-embed'];
// Longer than any install takes: what is older was left by a build that was killed.
const staleAfter = 5 * 60_000;

const version = createHash('sha256').update(readFileSync(join(here, 'package-lock.json'))).update(readFileSync(fileURLToPath(import.meta.url))).digest('hex');
const isDone = () => [bundle, notices, stamp].every(existsSync) && readFileSync(stamp, 'utf8') === version;

mkdirSync(out, { recursive: true });
await takeLock();
try {
  if (!isDone()) build();
  // Touched, so that the build sees it newer than the lock file.
  else writeFileSync(bundle, readFileSync(bundle));
} catch (error) {
  for (const path of [bundle, notices, stamp]) rmSync(path, { force: true });
  console.log(`NetSpec.Report: report.html is written without charts, since the charting library could not be taken from npm: ${error.message}`);
} finally {
  rmSync(lock, { recursive: true, force: true });
}

// Several builds may run at once; making a folder is atomic everywhere.
async function takeLock() {
  for (;;) {
    try {
      mkdirSync(lock);
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const since = existsSync(lock) ? statSync(lock).mtimeMs : Date.now();
      if (Date.now() - since > staleAfter) rmSync(lock, { recursive: true, force: true });
      await new Promise(wake => setTimeout(wake, 200));
    }
  }
}

function build() {
  const work = join(out, 'npm');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work);
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(here, name), join(work, name));
  install(work);
  const modules = join(work, 'node_modules');
  const licences = licencesOf(modules);
  const scripts = parts.map(name => readFileSync(join(modules, name, 'build', `${name}.min.js`), 'utf8').replace(/^\/\/# sourceMappingURL=.*$/gm, '').trim());
  write(notices, licences);
  // A comment cannot hold its own end, and a script in a page not the end of a script.
  write(bundle, `/*!\n${licences.replaceAll('*/', '* /')}*/\n${scripts.join('\n')}\n`.replaceAll('</script', '<\\/script'));
  write(stamp, version);
  rmSync(work, { recursive: true, force: true });
}

function install(folder) {
  const options = { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32', timeout: 4 * 60_000 };
  const result = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--fetch-retries=1', '--fetch-timeout=20000', '--loglevel=error'], options);
  if (result.error) throw new Error(result.error.message);
  if (result.status !== 0) throw new Error(result.stderr.split('\n').find(line => line.trim()) ?? `npm ended with ${result.status}`);
}

// Packages with the same text share it.
function licencesOf(modules) {
  const packages = JSON.parse(readFileSync(join(here, 'package-lock.json'), 'utf8')).packages;
  const byText = new Map();
  for (const [path, { version, license }] of Object.entries(packages)) {
    if (path === '') continue;
    const folder = join(modules, path.slice('node_modules/'.length));
    const file = readdirSync(folder).find(name => /^(un)?licen[cs]e/i.test(name));
    const text = file ? readFileSync(join(folder, file), 'utf8').trim() : `Licence: ${license}`;
    byText.set(text, [...(byText.get(text) ?? []), `${path.replace(/^.*node_modules\//, '')} ${version} (${license})`]);
  }
  const blocks = [...byText].map(([text, names]) => `${names.sort().join(', ')}\n\n${text}\n`);
  return `The charts of this report are drawn by Vega, Vega-Lite and Vega-Embed, with what they depend on.\n\n${blocks.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

function write(path, text) {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}
