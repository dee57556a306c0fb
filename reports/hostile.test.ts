import { expect, test } from '@playwright/test';
import { parse } from 'parse5';
import { githubAnnotations, githubSummary } from './github.ts';
import { OPTIONS } from './golden/options.ts';
import { RECORDS } from './golden/records.ts';
import { htmlReport } from './html.ts';
import { junitReport } from './junit.ts';
import { sarifReport } from './sarif.ts';
import { terminalReport } from './terminal.ts';

/** Every text of the record, followed by what a hostile target would like to see run. */
const HOSTILE = `"'><script>alert(1)</script>]]>\u001b[2J\u202e\u0000\ud800\n::error::x\`\`\`|@all`;

function spoilt<T>(value: T, key = ''): T {
  if (Array.isArray(value)) return value.map((each) => spoilt(each, key)) as T;
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, spoilt(each, name)])) as T;
  }
  const isWord = ['is', 'driver', 'do', 'by', 'of', 'kind', 'grade', 'over', 'tool', 'startedAt', 'variant'].includes(
    key,
  );
  return typeof value === 'string' && !isWord ? (`${value}${HOSTILE}` as T) : value;
}

const record = spoilt(RECORDS.leak);

interface Node {
  readonly nodeName: string;
  readonly childNodes?: readonly Node[];
}

function names(node: Node): string[] {
  return [node.nodeName, ...(node.childNodes ?? []).flatMap(names)];
}

test('nothing of a record becomes HTML', () => {
  const hostile = names(parse(htmlReport(record, OPTIONS)));
  expect(hostile).not.toContain('script');
  expect(new Set(hostile)).toEqual(new Set(names(parse(htmlReport(RECORDS.leak, OPTIONS)))));
});

test('nothing of a record leaves its XML element, and no sign is invalid in XML', () => {
  const xml = junitReport(record, OPTIONS);
  expect(xml).not.toContain('<script');
  expect(xml).not.toContain(']]>');
  expect(xml.replace(/[\n\x20-\ud7ff\ue000-\ufffd]/g, '')).toBe('');
  expect((xml.match(/<testcase/g) ?? []).length).toBe(
    (junitReport(RECORDS.leak, OPTIONS).match(/<testcase/g) ?? []).length,
  );
});

test('nothing of a record steers a terminal', () => {
  const text = terminalReport(record, { ...OPTIONS, color: false });
  expect(text.match(/[^\n\P{C}]/gu)).toBeNull();
});

test('nothing of a record becomes a workflow command or Markdown', () => {
  const lines = githubAnnotations(record, OPTIONS).trimEnd().split('\n');
  expect(lines.every((line) => /^::error (file=[^,]*,)?title=[^:]*::/.test(line))).toBe(true);
  expect(lines).toHaveLength(githubAnnotations(RECORDS.leak, OPTIONS).trimEnd().split('\n').length);
  const outside = githubSummary(record, OPTIONS).replace(/^(`{3,})text\n[\s\S]*?\n\1$/gm, '');
  expect(outside).not.toMatch(/(?<!\\)<script|(?<!\\)`|@all/);
});

test('SARIF stays JSON without control signs', () => {
  expect(() => JSON.parse(sarifReport(record, OPTIONS))).not.toThrow();
  expect(JSON.stringify(JSON.parse(sarifReport(record, OPTIONS)))).not.toContain('\\u001b');
});
