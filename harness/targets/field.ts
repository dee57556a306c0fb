import type { Shape } from '../model/canary.ts';
import { Code } from './draft.ts';

/** Who fills a field: an account's own (sign-up, profile), or something it creates. */
export type FieldOf = 'account' | 'thing';

/** What is known of a field beside its name. */
export interface FieldFacts {
  readonly max?: number;
  readonly format?: string;
}

/** What a request should say in a text field of this name, as source of a target file. */
export function fieldCode(name: string, of: FieldOf, { max, format = '' }: FieldFacts = {}): Code | string {
  const usual = USUAL.find(([words]) => words.test(name))?.[1];
  if (usual !== undefined) return usual;
  if (/pass(word|wd|phrase)?|pwd/i.test(name) || format === 'password') return new Code('account.password');
  const isAddress = /e-?mail/i.test(name) || format === 'email';
  if (of === 'account') {
    if (isAddress) return new Code('account.email');
    if (/^(user-?_?name|login|handle|nick(name)?|user|slug)$/i.test(name)) return new Code('account.username');
  }
  const shape = isAddress ? 'email' : shapeOf(name, format);
  const limit = max !== undefined && max < LONG ? `, { max: ${max} }` : '';
  return new Code(`${of === 'account' ? 'account.' : ''}canary('${shape}'${limit})`);
}

/** Fields that take one of a few words, and one that is usually among them. */
const USUAL: readonly (readonly [RegExp, string])[] = [
  [/country/i, 'GB'],
  [/currency/i, 'GBP'],
  [/lang(uage)?$|locale/i, 'en'],
  [/time_?-?zone/i, 'Europe/London'],
];

/** Longer fields hold every shape. */
const LONG = 80;

/** The first whose words stand in a field's name gives the shape. */
const SHAPE_NAMES: readonly (readonly [RegExp, Shape])[] = [
  [/phone|mobile|^tel/i, 'phone'],
  [/post_?-?code|^zip/i, 'postcode'],
  [/city|town|locality/i, 'city'],
  [/url|website|link|homepage/i, 'url'],
  [/company|business|organi[sz]ation|shop|store|brand|team/i, 'company'],
  [/street|address|^line/i, 'line'],
  [
    /(first|last|full|given|family|display|sur|recipient|customer|contact|author|real)_?-?name|^name$|person|recipient/i,
    'person',
  ],
  [/sku|barcode/i, 'sku'],
  [/reference|^ref$|invoice/i, 'reference'],
  [/desc|note|text|body|content|comment|message|instruction|bio|about|summary|remark/i, 'note'],
];

function shapeOf(name: string, format: string): Shape {
  if (format === 'uri' || format === 'url') return 'url';
  return SHAPE_NAMES.find(([words]) => words.test(name))?.[1] ?? 'word';
}

/** Whether a text field of this name takes any words at all, so that a canary does well in it. */
export function takesWords(name: string): boolean {
  return /title|subject|label|caption|headline/i.test(name) || SHAPE_NAMES.some(([words]) => words.test(name));
}
