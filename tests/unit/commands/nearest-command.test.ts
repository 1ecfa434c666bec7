import { describe, expect, it } from 'vitest';
import { editDistance, nearestCommand } from '../../../src/commands/grammar/nearest-command.ts';
import { sampleSpecs } from './sample-specs.ts';

describe('nearestCommand', () => {
  it.each([
    ['clam 1042', '/claim 1042'],
    ['CLAIMM 1042', '/claim 1042'],
    ['认令 1042', '/认领 1042'],
    ['认令1042', '/认领 1042'],
    ['回夏 1042 很抱歉\n第二行', '/回复 1042 很抱歉\n第二行'],
    ['trasnfer 1042', '/transfer 1042'],
    ['rep 1042', '/reply 1042'],
    ['规则 试炮 退款词', '/规则 试跑 退款词'],
    ['rule reply refunds', '/rule replay refunds'],
  ])('%s → %s', (typed, corrected) => {
    expect(nearestCommand(typed, sampleSpecs)?.corrected).toBe(corrected);
  });

  it('shows how the command is used, in the language it was typed in', () => {
    expect(nearestCommand('认令', sampleSpecs)?.example).toBe('/认领 1042');
    expect(nearestCommand('snoze', sampleSpecs)?.example).toBe('/snooze 1042 tomorrow 9am');
  });

  it.each(['', 'x', '你好', 'weather in Berlin', '🙂'])('finds nothing near %j', (typed) => {
    expect(nearestCommand(typed, sampleSpecs)).toBeNull();
  });

  it('counts edits', () => {
    expect(editDistance([...'kitten'], [...'sitting'])).toBe(3);
    expect(editDistance([...'ab'], [...'ba'])).toBe(1);
    expect(editDistance([], [...'abc'])).toBe(3);
  });
});
