/** Runs one task per key at a time; whoever asks meanwhile gets the same result. */
export function createSingleFlight<T>(): (key: string, start: () => Promise<T>) => Promise<T> {
  const flights = new Map<string, Promise<T>>();
  return (key, start) => {
    const flying = flights.get(key);
    if (flying !== undefined) return flying;
    const flight = start().finally(() => flights.delete(key));
    flights.set(key, flight);
    return flight;
  };
}
