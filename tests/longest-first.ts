import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';

/** Folders by how long their files take, longest first. */
const folders = ['/tests/chaos/', '/tests/cli/', '/tests/contract/', '/tests/e2e/'];

const rank = ({ moduleId }: TestSpecification): number => {
  const found = folders.findIndex((folder) => moduleId.includes(folder));
  return found < 0 ? folders.length : found;
};

/**
 * Nothing long may be left over at the end, when one worker has it and the others stand idle. Where no earlier run tells
 * how long files take, as in a fresh clone, their folders do; file sizes, which Vitest goes by, say nothing here.
 */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    if (files.some((file) => this.ctx.cache.getTestSpecificationResult(file))) return sorted;
    return sorted.sort((a, b) => rank(a) - rank(b));
  }
}
