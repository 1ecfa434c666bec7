import type { Config } from '../config.ts';
import type { Checks } from '../join-adapters.ts';
import type { RunningService } from '../running-service.ts';
import type { Finding } from './finding.ts';
import { say } from './say.ts';

/** Feishu and the translator: whether their credentials are good and, for the running service, whether the connection stands. */
export async function checkServices(config: Config, checks: Checks, running: RunningService | null): Promise<Finding[]> {
  return (await Promise.all([checkFeishu(config, checks, running), checkTranslator(config, checks)])).flat();
}

async function checkFeishu(config: Config, checks: Checks, running: RunningService | null): Promise<Finding[]> {
  const subject = say('飞书', 'Feishu');
  if (!checks.feishu) {
    const half = process.env.FEISHU_APP_ID ? 'FEISHU_APP_SECRET' : process.env.FEISHU_APP_SECRET ? 'FEISHU_APP_ID' : null;
    if (half) return [{ state: 'failed', subject, words: say(`缺少 ${half}`, `${half} is missing`) }];
    return [{ state: 'note', subject, words: say('没有设置,只有沙盒', 'not set up; there is the sandbox only') }];
  }
  const findings: Finding[] = [];
  try {
    await checks.feishu();
    findings.push({
      state: 'ok',
      subject,
      words: say(`应用 ${config.feishu?.appId} 可用`, `app ${config.feishu?.appId} is good`),
    });
  } catch (error) {
    findings.push({ state: 'failed', subject, words: reason(error) });
  }
  if (running) findings.push(await checkConnection(subject, running));
  return findings;
}

async function checkConnection(subject: string, { url }: RunningService): Promise<Finding> {
  const text = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(5_000) }).then(
    (response) => response.text(),
    () => '',
  );
  const up = /^gengfu_messenger_up\{messenger="feishu"\} (\d)/m.exec(text)?.[1];
  return up === '1'
    ? { state: 'ok', subject, words: say('服务已连接', 'the service is connected') }
    : { state: 'failed', subject, words: say('服务没有连上;看它的日志', 'the service is not connected; see its log') };
}

async function checkTranslator(config: Config, checks: Checks): Promise<Finding[]> {
  const subject = say('翻译', 'translator');
  if (!checks.translator) {
    const words = config.sandbox
      ? say('没有设置;沙盒只认得演示用的句子', 'not set up; the sandbox knows its demo sentences only')
      : say('没有设置 TRANSLATOR,卡片只有原文', 'TRANSLATOR is not set; cards show the original only');
    return [{ state: 'note', subject, words }];
  }
  try {
    await checks.translator();
    return [{ state: 'ok', subject, words: config.translator!.kind }];
  } catch (error) {
    return [{ state: 'failed', subject, words: `${config.translator!.kind}: ${reason(error)}` }];
  }
}

/** First line, and what the network said beneath it. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error && error.cause.message ? ` (${error.cause.message.split('\n')[0]})` : '';
  return `${error.message.split('\n')[0]}${cause}`.slice(0, 300);
}
