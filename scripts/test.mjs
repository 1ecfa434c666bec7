/**
 * `npm test`: brings what it needs, then checks types, lint and format and runs every test. The last line is
 * `N passed, N failed`. Arguments go to vitest; with `--no-skips`, or CI=true, whatever is skipped counts as failed.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import path from 'node:path';
import { generate } from './generate.mjs';
import { install } from './install.mjs';
import { compileCache, findNode, root } from './runtime.mjs';
import { provideSystemPackages } from './system-packages.mjs';

const given = process.argv.slice(2);
const forVitest = given.filter((argument) => argument !== '--no-skips');
const skipsFail = given.includes('--no-skips') || ['true', '1'].includes(process.env.CI ?? '');
/** Of checks beside the tests: low enough that no test has to wait for them. */
const niceness = 5;
/** What still holds the runner this long after its report has leaked; it must not hold the verdict. */
const endLimitMs = 30_000;
const count = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

try {
  install();
  generate();
} catch (error) {
  process.stdout.write(`${error.message}\n0 passed, 1 failed\n`);
  process.exit(1);
}
const missing = provideSystemPackages();

await check('types', ['node_modules/ts7/bin/tsc', '--noEmit']);
// Tests wait a good part of their time: the slow checks take it.
await Promise.all([runVitest(), checkBesideTests()]);

for (const { what, because } of missing) process.stdout.write(`SKIPPED: ${what}, because ${because}\n`);
count.skipped += missing.length;
if (skipsFail && count.skipped > 0) failures.push(`${count.skipped} skipped, which counts as failed here`);
const failed = count.failed + (skipsFail ? count.skipped : 0);
process.stdout.write(failures.length > 0 ? `\nFailed:\n${failures.map((line) => `  ${line}\n`).join('')}` : '\n');
process.stdout.write(
  `${count.passed} passed, ${failed} failed${count.skipped > 0 && !skipsFail ? `, ${count.skipped} skipped` : ''}\n`,
);
process.exitCode = failed > 0 ? 1 : 0;

async function checkBesideTests() {
  await check('lint', ['node_modules/eslint/bin/eslint.js', '.'], niceness);
  await check('format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'], niceness);
}

/** What it complains of comes in one piece, with its verdict. */
async function check(name, args, priority) {
  const begun = performance.now();
  const child = spawn(findNode(), args, { ...onNode24(), stdio: ['ignore', 'pipe', 'pipe'] });
  if (priority) lower(child, priority);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  const ok = await new Promise((resolve) => {
    child.once('error', (error) => {
      said += `${error.message}\n`;
      resolve(false);
    });
    child.once('close', (code) => resolve(code === 0));
  });
  process.stdout.write(`${said}${ok ? '✓' : '✗'} ${name} (${((performance.now() - begun) / 1000).toFixed(1)} s)\n`);
  count[ok ? 'passed' : 'failed'] += 1;
  if (!ok) failures.push(name);
}

function lower(child, priority) {
  try {
    if (child.pid !== undefined) setPriority(child.pid, priority);
  } catch {
    // It has ended already, or the system knows no priorities.
  }
}

async function runVitest() {
  const folder = mkdtempSync(path.join(tmpdir(), 'gengfu-test-'));
  const file = path.join(folder, 'report.json');
  try {
    const args = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const code = await untilEnded(spawn(findNode(), [...args, ...forVitest], onNode24()), file);
    const before = failures.length;
    countTests(file);
    // Something outside every test: an error nobody caught, a file that cannot be read, no test found.
    if (code !== 0 && failures.length === before) {
      count.failed += 1;
      failures.push(`vitest ended with code ${code}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function countTests(file) {
  let report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return;
  }
  for (const { name, status, message, assertionResults: tests } of report.testResults) {
    const place = path.relative(root, name);
    const skipped = tests.filter((test) => !['passed', 'failed'].includes(test.status));
    for (const test of tests.filter((each) => each.status === 'failed')) failures.push(`${place}: ${test.fullName}`);
    if (skipped.length > 0) {
      const reason = missing.length > 0 ? missing.map(({ because }) => because).join('; ') : 'the file says so';
      process.stdout.write(`SKIPPED: ${skipped.length} tests in ${place}, because ${reason}\n`);
    }
    count.passed += tests.filter((test) => test.status === 'passed').length;
    count.skipped += skipped.length;
    const failed = tests.filter((test) => test.status === 'failed').length;
    count.failed += failed;
    if (status === 'failed' && failed === 0) {
      count.failed += 1;
      failures.push(`${place}: ${message || 'could not be run'}`);
    }
  }
}

/** @returns the exit code, or why there is none */
function untilEnded(child, report) {
  return new Promise((resolve) => {
    let limit;
    const look = setInterval(() => {
      if (!existsSync(report)) return;
      clearInterval(look);
      limit = setTimeout(() => {
        child.kill('SIGKILL');
        resolve(`none: still running ${endLimitMs / 1000} s after its report`);
      }, endLimitMs);
    }, 500);
    child.once('exit', (code, signal) => {
      clearInterval(look);
      clearTimeout(limit);
      resolve(code ?? `none: ${signal}`);
    });
  });
}

/** Without settings of a real service that the shell may hold. */
function onNode24() {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(GENGFU|FEISHU|DINGTALK|WECOM|TRANSLATOR|MODEL)_?/.test(name)),
  );
  return { cwd: root, env: { NODE_COMPILE_CACHE: compileCache, ...env }, stdio: ['ignore', 'inherit', 'inherit'] };
}
