import type { MessageFacts } from './facts.ts';
import { foldValue } from './fold-value.ts';
import type { Trigger } from './rule-kind.ts';

/** Exact values of named fields: one map look-up a field, however many rules ask. */
export interface ValueIndex {
  add: (field: string, value: string, read: (facts: MessageFacts) => readonly string[]) => Trigger;
  scan: (facts: MessageFacts, fire: (trigger: Trigger) => void) => void;
}

interface Field {
  read: (facts: MessageFacts) => readonly string[];
  triggers: Map<string, Trigger>;
}

export function createValueIndex(nextTrigger: () => Trigger): ValueIndex {
  const fields = new Map<string, Field>();
  return {
    add(name, value, read) {
      let field = fields.get(name);
      if (!field) fields.set(name, (field = { read, triggers: new Map() }));
      const key = foldValue(value);
      let trigger = field.triggers.get(key);
      if (trigger === undefined) field.triggers.set(key, (trigger = nextTrigger()));
      return trigger;
    },
    scan(facts, fire) {
      for (const field of fields.values()) {
        for (const value of field.read(facts)) {
          const trigger = field.triggers.get(value) ?? field.triggers.get(foldValue(value));
          if (trigger !== undefined) fire(trigger);
        }
      }
    },
  };
}
