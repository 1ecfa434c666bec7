import * as z from 'zod';

type Language = 'zh' | 'en';

/** What the JSON schema of the settings says of one. */
interface Shape {
  type?: string;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  default?: string | number | boolean;
}

/**
 * One line on a setting that cannot be used: its name and what to write instead. What was written is not repeated, it may
 * be a secret.
 */
export function describeSettingProblem(schema: z.ZodType, issue: z.core.$ZodIssue, language: Language): string {
  const name = issue.path.join('.');
  const pick = (zh: string, en: string): string => (language === 'zh' ? `${name}:${zh}` : `${name}: ${en}`);
  const shape = shapeOf(schema, name);
  const example = shape.default === undefined ? '' : String(shape.default);
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    return pick(`请写 ${values.join('、')} 其中之一`, `write one of ${values.join(', ')}`);
  }
  if (issue.code === 'invalid_format' && issue.format === 'url') {
    const address = example || 'https://example.com';
    return pick(`请写完整的网址,如 ${address}`, `write a whole address, such as ${address}`);
  }
  if (shape.type === 'integer') {
    const least = shape.minimum ?? (shape.exclusiveMinimum ?? 0) + 1;
    const bounded = shape.maximum !== undefined && shape.maximum < Number.MAX_SAFE_INTEGER;
    const like = example ? { zh: `,如 ${example}`, en: `, such as ${example}` } : { zh: '', en: '' };
    return bounded
      ? pick(
          `请写 ${least} 到 ${shape.maximum} 的整数${like.zh}`,
          `write a whole number from ${least} to ${shape.maximum}${like.en}`,
        )
      : pick(`请写不小于 ${least} 的整数${like.zh}`, `write a whole number of ${least} or more${like.en}`);
  }
  // Checks of our own bring their words along, in both languages.
  const words = issue.code === 'custom' ? settingWords.safeParse(issue.params) : undefined;
  return words?.success ? pick(words.data.zh, words.data.en) : pick('写法不对', 'is not written as it should be');
}

const settingWords = z.object({ zh: z.string(), en: z.string() });

function shapeOf(schema: z.ZodType, name: string): Shape {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }) as {
    properties?: Record<string, Shape>;
  };
  return properties[name] ?? {};
}
