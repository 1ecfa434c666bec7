import { createRandom } from '../random.ts';
import { closeAll } from './close-all.ts';
import type { EngineName } from './engine.ts';
import { lost, wrong } from './fault.ts';
import type { Fault } from './fault.ts';
import { findFaults } from './find-faults.ts';
import { openGround } from './ground.ts';
import type { Ground } from './ground.ts';
import { createHistory } from './history.ts';
import type { Happening } from './history.ts';
import type { Run, Scenario } from './run.ts';
import { settle } from './settle.ts';
import { watchDeadlines } from './watch-deadlines.ts';

/** After so many runs everything is opened anew, so that looking back stays cheap. */
const runsPerGround = 40;

export interface Campaign {
  engine: EngineName;
  scenarios: readonly Scenario[];
  /** By lot, as each run's seed decides, or one after the other. */
  order: 'drawn' | 'in turn';
  /** Of the first run; the next has the next number. */
  seed: number;
  runs: number;
  /** No run is begun after it was aborted; those under way are played to their end. */
  signal?: AbortSignal;
  /** Runs beside each other, each on a ground of its own. */
  workers: number;
  onRun: (report: RunReport) => void;
}

export interface RunReport {
  seed: number;
  scenario: string;
  faults: Fault[];
  history: readonly Happening[];
  /** The end of what the service printed. */
  printed: string;
  seconds: number;
}

/** Plays run after run. A run is decided by its seed alone; one that fails leaves its ground to nobody. */
export async function runCampaign(campaign: Campaign): Promise<void> {
  let next = 0;
  const takeSeed = (): number | null => (next < campaign.runs && !campaign.signal?.aborted ? campaign.seed + next++ : null);
  await Promise.all(Array.from({ length: campaign.workers }, () => work(campaign, takeSeed)));
}

async function work(campaign: Campaign, takeSeed: () => number | null): Promise<void> {
  let ground: Ground | undefined;
  let played = 0;
  for (let seed = takeSeed(); seed !== null; seed = takeSeed()) {
    // On a busy machine a start may take longer than somebody waits; twice it does not.
    ground ??= await openGround(campaign.engine).catch(() => openGround(campaign.engine));
    const report = await play(ground, seed, campaign);
    played += 1;
    if (report.faults.length > 0 || played % runsPerGround === 0) {
      const rotten = await ground.stop().catch((error: unknown) => [String(error)]);
      report.faults.push(...rotten.map((found) => wrong(`the database: ${found}`)));
      ground = undefined;
    }
    campaign.onRun(report);
  }
  await ground?.stop();
}

async function play(ground: Ground, seed: number, campaign: Campaign): Promise<RunReport> {
  const random = createRandom(seed);
  const possible = campaign.scenarios.filter((scenario) => scenario.possible?.(ground) ?? true);
  const lot = random();
  const scenario = campaign.order === 'drawn' ? draw(lot, possible) : possible[(seed - campaign.seed) % possible.length]!;
  // Runs of one ground differ in it, whatever the seeds are.
  const run: Run = { id: `k${seed}x`, random, ground, history: createHistory() };
  const began = performance.now();
  const faults: Fault[] = [];
  const unwatch = watchDeadlines(run);
  try {
    await scenario.play(run);
    const left = await settle(run);
    await unwatch();
    faults.push(...left.map((what) => lost(`never done: ${what}`)), ...(await findFaults(run)));
    await closeAll(run);
  } catch (error) {
    faults.push(wrong(`the run broke off: ${describe(error)}`));
  }
  await unwatch().catch(() => {});
  const seconds = Math.round((performance.now() - began) / 10) / 100;
  return {
    seed,
    scenario: scenario.name,
    faults,
    history: run.history.happenings,
    printed: ground.service.output().slice(-5_000),
    seconds,
  };
}

const describe = (error: unknown): string =>
  error instanceof Error ? `${error.message}${error.cause ? ` (${describe(error.cause)})` : ''}` : String(error);

function draw(at: number, scenarios: readonly Scenario[]): Scenario {
  let left = at * scenarios.reduce((sum, { weight }) => sum + weight, 0);
  return scenarios.find(({ weight }) => (left -= weight) < 0) ?? scenarios.at(-1)!;
}
