import { explainFailure } from './cli/explain-failure.ts';
import { serve } from './serve.ts';

try {
  await serve();
} catch (error) {
  process.stderr.write(`${explainFailure(error)}\n`);
  process.exit(1);
}
