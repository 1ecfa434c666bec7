/** Upper bounds in seconds, as OpenTelemetry advises for http.server.request.duration. */
export const bounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] as const;

export interface RouteTimes {
  method: string;
  route: string;
  status: number;
  /** By bound, not cumulated; the last one holds what took longer than all. */
  buckets: number[];
  seconds: number;
  count: number;
}

/** How long requests took since the start, by route. Plain counting: no library is loaded before somebody asks. */
export interface RequestTimes {
  observe(request: { method: string; path: string; status: number; seconds: number }): void;
  read(): RouteTimes[];
}

const known = new Set([
  '/',
  '/healthz',
  '/readyz',
  '/metrics',
  '/status',
  '/history',
  '/history.csv',
  '/hook/feishu',
  '/hook/wecom',
]);
const methods = new Set(['GET', 'POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']);

/** The route that answers a path; whatever strangers make up is one. */
function routeOf(path: string): string {
  if (path.startsWith('/in/')) return '/in/:source/:store';
  if (known.has(path)) return path;
  const [, first = ''] = /^\/(sandbox|files|connect|consent|assets)\//.exec(path) ?? [];
  return first ? `/${first}/*` : 'other';
}

export function createRequestTimes(): RequestTimes {
  const times = new Map<string, RouteTimes>();
  /** In a flood one is like the other. */
  let last: RouteTimes | undefined;

  function timesOf(method: string, route: string, status: number): RouteTimes {
    const key = `${method} ${route} ${status}`;
    let entry = times.get(key);
    if (!entry) {
      entry = { method, route, status, buckets: Array.from({ length: bounds.length + 1 }, () => 0), seconds: 0, count: 0 };
      times.set(key, entry);
    }
    return entry;
  }

  return {
    observe({ method: given, path, status, seconds }) {
      const method = methods.has(given) ? given : '_OTHER';
      const route = routeOf(path);
      const same = last?.route === route && last.status === status && last.method === method;
      const entry = same ? last! : (last = timesOf(method, route, status));
      const bucket = bounds.findIndex((bound) => seconds <= bound);
      entry.buckets[bucket < 0 ? bounds.length : bucket]! += 1;
      entry.seconds += seconds;
      entry.count += 1;
    },
    read: () => [...times.values()],
  };
}

type Fetch<Env, Context> = (request: Request, env?: Env, context?: Context) => Response | Promise<Response>;

/** Takes the time of every request outside of the router, whose shortest way is for routes without middleware. */
export function timed<Env, Context>(fetch: Fetch<Env, Context>, times: RequestTimes): Fetch<Env, Context> {
  return (request, env, context) => {
    const begun = performance.now();
    const note = (response: Response): Response => {
      const seconds = (performance.now() - begun) / 1000;
      times.observe({ method: request.method, path: pathOf(request.url), status: response.status, seconds });
      return response;
    };
    const answer = fetch(request, env, context);
    return answer instanceof Promise ? answer.then(note) : note(answer);
  };
}

function pathOf(url: string): string {
  const start = url.indexOf('/', url.indexOf('//') + 2);
  const end = url.indexOf('?', start);
  return start < 0 ? '/' : url.slice(start, end < 0 ? undefined : end);
}
