import type { Metric, Registry } from 'prom-client';
import { bounds } from './request-times.ts';
import type { RequestTimes } from './request-times.ts';

const name = 'http_server_request_duration_seconds';

/** The histogram of OpenTelemetry's semantic conventions, from what was counted without the library. */
export function addRequestTimes(registry: Registry, times: RequestTimes): void {
  const values = () =>
    times.read().flatMap(({ method, route, status, buckets, seconds, count }) => {
      const labels = { http_request_method: method, http_route: route, http_response_status_code: String(status) };
      let sum = 0;
      const rows = buckets.map((each, index) => ({
        metricName: `${name}_bucket`,
        labels: { ...labels, le: String(bounds[index] ?? '+Inf') },
        value: (sum += each),
      }));
      return [
        ...rows,
        { metricName: `${name}_sum`, labels, value: seconds },
        { metricName: `${name}_count`, labels, value: count },
      ];
    });
  const histogram = {
    name,
    get: async () => ({ name, help: 'How long requests took until their answer began', type: 'histogram', values: values() }),
  };
  // A metric is to the registry whatever has a name and values.
  registry.registerMetric(histogram as unknown as Metric);
}
