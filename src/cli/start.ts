import { Command } from 'commander';
import { say } from './say.ts';

export const start = (): Command =>
  new Command('start').description(say('启动服务,与 npm start 相同', 'run the service, as npm start does')).action(async () => {
    const { serve } = await import('../serve.ts');
    await serve();
  });
