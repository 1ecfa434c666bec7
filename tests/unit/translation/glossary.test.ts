import { describe, expect, it } from 'vitest';
import { findTerms } from '../../../src/translation/find-terms.ts';
import { selectTerms } from '../../../src/translation/select-terms.ts';

const lines = [
  { source: '茶叶罐', target: 'Teedose', language: 'de' },
  { source: '茶叶罐', target: 'tea tin', language: 'en' },
  { source: 'Haushalt24', target: 'Haushalt24', language: 'zh' },
];

describe('selectTerms', () => {
  it('reads a line in both directions', () => {
    expect(selectTerms(lines, { text: '请看茶叶罐。', from: 'zh', to: 'de' })).toEqual([{ source: '茶叶罐', target: 'Teedose' }]);
    expect(selectTerms(lines, { text: 'Die Teedose ist da', from: 'de', to: 'zh' })).toEqual([
      { source: 'Teedose', target: '茶叶罐' },
    ]);
    expect(selectTerms(lines, { text: 'Die Teedose ist da', from: undefined, to: 'zh-CN' })).toEqual([
      { source: 'Teedose', target: '茶叶罐' },
    ]);
  });

  it('takes only terms that occur as words', () => {
    expect(selectTerms(lines, { text: 'Die Teedosen sind da', from: 'de', to: 'zh' })).toEqual([]);
    expect(selectTerms(lines, { text: 'TEEDOSE!', from: 'de', to: 'zh' })).toHaveLength(1);
  });
});

describe('findTerms', () => {
  it('prefers the longest and does not overlap', () => {
    const terms = [
      { source: 'tea', target: '茶' },
      { source: 'tea tin', target: '茶叶罐' },
    ];
    expect(findTerms('A tea tin for tea (tea).', terms).map(({ term }) => term.target)).toEqual(['茶叶罐', '茶', '茶']);
  });

  it('takes signs in a term literally', () => {
    expect(findTerms('C++ (new)', [{ source: 'C++ (new)', target: 'x' }])).toHaveLength(1);
    expect(findTerms('abc', [{ source: ' ', target: 'x' }])).toHaveLength(0);
  });
});
