import { MarketplaceError } from '../ports/marketplace-error.ts';
import type { Marketplace } from '../ports/marketplace.ts';
import { apiOf } from '../stores/connect-store.ts';
import type { StoreRecord } from '../stores/store-record.ts';
import { textsIn } from '../texts/texts.ts';
import { streamLabel } from '../polling/stream-label.ts';
import { commandLine } from './command-line.ts';
import type { Finding } from './finding.ts';
import type { Market } from './open-market.ts';
import { say, spokenLanguage } from './say.ts';

/** Whether a store's account lets us in, whether its pushes come, and how its reading goes; nothing for stores without one. */
export async function checkStoreAccount(market: Market, store: StoreRecord): Promise<Finding[]> {
  const marketplace = apiOf(market, store);
  if (!marketplace?.checkAuthorisation) return [];
  if (!store.settings.api) {
    const connect = commandLine(`store connect ${store.id}`);
    const words = say(`还没有填平台密钥。填写:${connect}`, `no keys are filled in yet. To do so: ${connect}`);
    return [{ state: 'note', subject: `${store.id} API`, words }];
  }
  return [
    ...(await checkAccount(store, marketplace)),
    ...(marketplace.can.push ? [await checkPushes(market, store)] : []),
    ...(await checkReading(market, store)),
  ];
}

async function checkAccount(store: StoreRecord, marketplace: Marketplace): Promise<Finding[]> {
  const subject = `${store.id} API`;
  try {
    const { account, remarks = [] } = await marketplace.checkAuthorisation!(store);
    const noted = remarks.map((words): Finding => ({ state: 'note', subject, words }));
    return [{ state: 'ok', subject, words: say(`平台接受:${account}`, `the platform lets us in: ${account}`) }, ...noted];
  } catch (error) {
    if (!(error instanceof MarketplaceError)) throw error;
    return [{ state: 'failed', subject, words: `${error.message} → ${advice(error, store.id)}` }];
  }
}

function advice({ fault }: MarketplaceError, id: string): string {
  switch (fault) {
    case 'expired':
      return say(
        `授权没有或已失效:在群里说「/店铺 授权 ${id}」,用店主的账号同意`,
        `not authorised, or no longer: say /store authorise ${id} in the chat and consent with the seller’s account`,
      );
    case 'forbidden':
      return say(
        '缺少权限,或密钥属于别的店铺:到平台的应用控制台核对权限和店铺 ID',
        'a permission is missing or the keys are another shop’s: look at permissions and shop ID in the platform’s console',
      );
    case 'throttled':
      return say('现在调用太多,过几分钟再试', 'too many calls at the moment; try again in a few minutes');
    case 'down':
      return say(
        '平台没有回答:检查本机网络和接口地址,稍后再试',
        'the platform did not answer: check this machine’s network and the API address, then try again',
      );
    default:
      return say(
        `检查填写的内容(${commandLine(`store connect ${id}`)});再看看本机时间准不准,差几分钟平台就会拒签`,
        `check what was filled in (${commandLine(`store connect ${id}`)}), and this machine’s clock: some minutes off, and signatures are refused`,
      );
  }
}

/** Whether pushes arrive only the platform knows; what can be said is where they go and when the last one came. */
async function checkPushes({ db, publicUrl }: Market, { id, platform }: StoreRecord): Promise<Finding> {
  const subject = `${id} push`;
  const address = `${publicUrl}/in/${platform}/${id}`;
  const last = await db.read.inboxEvent.findFirst({
    where: { storeId: id, source: platform },
    orderBy: { receivedAt: 'desc' },
    select: { receivedAt: true },
  });
  if (last) {
    const at = last.receivedAt.toISOString();
    return { state: 'ok', subject, words: say(`上次推送 ${at}(UTC)`, `the last one came at ${at} (UTC)`) };
  }
  if (!/^https:/.test(publicUrl))
    return {
      state: 'note',
      subject,
      words: say(
        `还没收到过。${address} 平台访问不到:把 GENGFU_PUBLIC_URL 设成公网 https 地址。没有推送时靠定时读取`,
        `none came yet. The platform cannot reach ${address}: set GENGFU_PUBLIC_URL to a public https address. Until then we read at intervals`,
      ),
    };
  return {
    state: 'note',
    subject,
    words: say(
      `还没收到过。在平台控制台把推送地址填成 ${address},点「验证 / 测试推送」,再运行一次本检查`,
      `none came yet. Give ${address} to the platform’s console, let it send a test push there, and run this check again`,
    ),
  };
}

/** Of streams that the running service reads. */
async function checkReading({ db }: Market, { id }: StoreRecord): Promise<Finding[]> {
  const texts = textsIn(spokenLanguage(), 'UTC');
  const states = await db.read.pollState.findMany({ where: { storeId: id }, orderBy: { stream: 'asc' } });
  if (states.length === 0) {
    const words = say('还没有读取过:服务启动后会开始', 'nothing was read yet: it begins once the service runs');
    return [{ state: 'note', subject: `${id} ${say('读取', 'reading')}`, words }];
  }
  return states.map(({ stream, polledAt, failingSince, problem }): Finding => {
    const subject = `${id} ${streamLabel(stream, texts)}`;
    if (failingSince) {
      const since = failingSince.toISOString();
      const words = say(`从 ${since}(UTC)起读不到:${problem}`, `cannot be read since ${since} (UTC): ${problem}`);
      return { state: 'failed', subject, words };
    }
    const at = polledAt?.toISOString() ?? '';
    return { state: 'ok', subject, words: say(`上次读取 ${at}(UTC)`, `last read at ${at} (UTC)`) };
  });
}
