/** `npm start`: installs what is missing, then runs the service on Node 24. Itself runs on Node 20 without any package. */
import { generate } from './generate.mjs';
import { install } from './install.mjs';
import { runNode } from './run-node.mjs';
import { serviceFlags } from './runtime.mjs';

try {
  install();
  generate();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
runNode([...serviceFlags(), 'src/main.ts', ...process.argv.slice(2)]);
