/** A W3C traceparent, `00-<trace>-<span>-01`: where in a trace something belongs. Plain text, so that rows can carry it. */
export type TraceParent = string;

export interface SpanWords {
  name: string;
  /** Ids, names of ours and counts; never anybody's words. */
  attributes?: Record<string, string | number | boolean | undefined>;
  /** Absent = whatever is under way. */
  parent?: TraceParent;
  /** Begins a trace where none is under way; otherwise a span without a parent is none. */
  root?: true;
  /** What led here without being a part of it. */
  links?: readonly TraceParent[];
}

export interface BegunSpan {
  /** For what belongs below it. */
  parent: TraceParent;
  /** @param error only its name is told: its message may quote a buyer */
  end(error?: unknown): void;
}

/** What is under way: one thing, or many at once, each known by an id such as a ticket's, message's or job's. */
export interface Surroundings {
  parent?: TraceParent;
  subjects?: Map<string, TraceParent>;
}

/** Spans of the way of a message and of a tap. Where it is off, everything just runs. */
export interface Tracing {
  readonly on: boolean;
  /** The trace that the first known of these ids belongs to, else what is under way. */
  parentOf(...ids: readonly unknown[]): TraceParent | undefined;
  /** From here on an id is known by the trace of another: a ticket by that of its message. */
  liken(id: string, known: string): void;
  within<T>(surroundings: Surroundings, work: () => T): T;
  surroundings(): Surroundings;
  span<T>(words: SpanWords, work: () => Promise<T>): Promise<T>;
  begin(words: SpanWords): BegunSpan | undefined;
  /** A span that is over. @param span.from @param span.until milliseconds since the epoch */
  note(span: SpanWords & { from: number; until: number; error?: unknown }): void;
  /** The first span of a stored event's trace, see event-trace.ts. */
  noteReceived(span: SpanWords & { eventId: string; from: number; until: number }): void;
  /** Delivers what is left. */
  close(): Promise<void>;
}

export const noTracing: Tracing = {
  on: false,
  parentOf: () => undefined,
  liken() {},
  within: (_surroundings, work) => work(),
  surroundings: () => ({}),
  span: (_words, work) => work(),
  begin: () => undefined,
  note() {},
  noteReceived() {},
  async close() {},
};

/** Milliseconds since the epoch, finer than `Date.now`. */
export const spanTime = (): number => performance.timeOrigin + performance.now();
