import { describe, expect, it } from 'vitest';
import { pickDirection } from '../../../src/translation/pick-direction.ts';

const buyer = (buyerLanguage: string | null) => pickDirection({ author: 'buyer', buyerLanguage, teamLanguage: 'zh' });
const agent = (buyerLanguage: string | null, detected: string | null) =>
  pickDirection({ author: 'agent', text: '…', buyerLanguage, teamLanguage: 'zh', detect: () => detected });

describe('pickDirection', () => {
  it('brings the buyer into the team’s language', () => {
    expect(buyer('de')).toEqual({ from: 'de', to: 'zh' });
    expect(buyer(null)).toEqual({ to: 'zh' });
    expect(buyer('zh-CN')).toBeNull();
    expect(buyer('zh-TW')).toEqual({ from: 'zh-TW', to: 'zh' });
  });

  it('brings the answer into the buyer’s language unless it already is', () => {
    expect(agent('de', 'zh')).toEqual({ from: 'zh', to: 'de' });
    expect(agent('de', 'de')).toBeNull();
    expect(agent('en-GB', 'en')).toBeNull();
    expect(agent('de', null)).toEqual({ from: 'zh', to: 'de' });
    expect(agent('de', 'en')).toEqual({ to: 'de' });
    expect(agent(null, 'zh')).toBeNull();
  });
});
