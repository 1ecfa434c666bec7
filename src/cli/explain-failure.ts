import { GengfuError } from '../errors.ts';
import { textsIn } from '../texts/texts.ts';
import type { TextValues } from '../texts/texts.ts';
import { CliError } from './cli-error.ts';
import { commandLine } from './command-line.ts';
import { say, spokenLanguage } from './say.ts';

/** One clear line for whatever went wrong, in the operator's language; never a stack trace. */
export function explainFailure(error: unknown): string {
  if (error instanceof CliError) return error.message;
  if (error instanceof GengfuError) {
    if (error.code === 'data_in_use') {
      return say(
        `另一个更夫正在使用数据目录 ${String(error.data.folder)},请先停掉它`,
        `another Gengfu works in the data folder ${String(error.data.folder)}; stop it first`,
      );
    }
    if (error.code === 'database_in_use') {
      return say(
        'DATABASE_URL 的数据库已有更夫在用,或正在换密钥。要多个进程一起工作,请给每个都设 REDIS_URL',
        'another Gengfu works on the database in DATABASE_URL, or changes its key; for several to share it, give each REDIS_URL',
      );
    }
    if (error.code === 'database_taken') {
      return say(
        '数据库连接断开期间,另一个更夫(或 key rotate)独占了它;这个进程停下。等它做完再启动',
        'while the connection was lost another Gengfu (or key rotate) took the database for itself; this process ends. Start it again when that one is done',
      );
    }
    const texts = textsIn(spokenLanguage(), 'UTC');
    const key = `error.${error.code}`;
    return texts.has(key) && error.message === error.code
      ? texts(key, valuesOf(error.data)).replaceAll('\n', '  ')
      : error.message;
  }
  if (!(error instanceof Error)) return String(error);
  const { code, port, path } = error as Error & { code?: string; port?: number; path?: string };
  switch (code) {
    case 'EADDRINUSE':
      return say(
        `端口 ${port} 已被占用。换一个:GENGFU_PORT=${Number(port) + 1} npm start`,
        `port ${port} is in use. Take another: GENGFU_PORT=${Number(port) + 1} npm start`,
      );
    case 'EADDRNOTAVAIL':
      return say(
        '这台机器没有 GENGFU_HOST 写的地址。写 127.0.0.1(只有本机)或 0.0.0.0(所有网卡)',
        'this machine does not have the address in GENGFU_HOST. Write 127.0.0.1 (this machine only) or 0.0.0.0 (all networks)',
      );
    case 'EACCES':
    case 'EPERM':
      return say(`没有权限使用 ${path ?? `端口 ${port}`}`, `no permission to use ${path ?? `port ${port}`}`);
    case 'ENOENT':
      return say(`找不到 ${path}`, `there is no ${path}`);
    case 'ENOSPC':
    case 'SQLITE_FULL':
      return say('磁盘满了', 'the disk is full');
    case 'EROFS':
    case 'SQLITE_READONLY':
    case 'SQLITE_READONLY_DIRECTORY':
      return say(
        '数据目录是只读的,写不进去。改成可写,或用 GENGFU_DATA 换一个目录',
        'the data folder is read-only. Make it writable, or name another in GENGFU_DATA',
      );
    // What goes with the file is to be written, and may not.
    case 'SQLITE_CANTOPEN':
      return say(
        '数据库文件打不开:数据目录是只读的,或没有权限。改成可写,或用 GENGFU_DATA 换一个目录',
        'the database file cannot be opened: the data folder is read-only, or not ours. Make it writable, or name another in GENGFU_DATA',
      );
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return say(
        `数据库文件损坏。用备份恢复:${commandLine('db restore')} 文件`,
        `the database file is damaged. Restore a backup: ${commandLine('db restore')} FILE`,
      );
    default:
      // Parsers and the database quote what they choked on, over many lines.
      return error.name.startsWith('Prisma') || error.name === 'ZodError'
        ? `${error.name}${code ? ` ${code}` : ''}`
        : error.message.trimEnd();
  }
}

function valuesOf(data: Record<string, unknown>): TextValues {
  return Object.fromEntries(
    Object.entries(data).filter((entry): entry is [string, string | number] => ['string', 'number'].includes(typeof entry[1])),
  );
}
