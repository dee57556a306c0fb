import { expect, test } from '@playwright/test';
import type { HttpPort, Reply, RequestOptions } from '../model/target.ts';
import { encodeBody } from './body.ts';
import { submitForm } from './submit.ts';

/** What a form of this page sends: the request and what goes along. */
async function sent(html: string, fields = {}, selector?: string) {
  const asked: [string, string, RequestOptions][] = [];
  const request: HttpPort['request'] = async (method, path, options = {}) => {
    asked.push([method, path, options]);
    return { status: 200, url: '/hives?page=2', headers: {}, text: html, json: undefined } satisfies Reply;
  };
  await submitForm({ request, origin: 'http://bees.test' }, '/hives', fields, selector);
  const [method, path, options] = asked.at(-1) ?? ['', '', {}];
  const fieldsOut: string[] = [];
  const { body } = encodeBody(options, (name, value) => void fieldsOut.push(`${name}=${value}`));
  return { asked: `${method} ${path}`, options, body: body?.toString(), fieldsOut };
}

const ROWS = '<input name="name" value="Elm"><input name="jars" value="2"><input name="name" value="Oak">';

test('each way of sending keeps a name that comes again, in its place', async () => {
  const typed = await sent(`<form method="post" action="save">${ROWS}<input type="file" name="photo"></form>`);
  expect(typed).toMatchObject({ asked: 'POST /save', body: 'name=Elm&jars=2&name=Oak&photo=' });
  expect(typed.fieldsOut).toEqual(['name=Elm', 'jars=2', 'name=Oak', 'photo=']);
  const parts = await sent(
    `<form method="post" enctype="multipart/form-data">${ROWS}<input type="file" name="photo"></form>`,
  );
  expect(parts.asked).toBe('POST /hives?page=2');
  expect(parts.body?.match(/name="[^\r]*/g)).toEqual([
    'name="name"',
    'name="jars"',
    'name="name"',
    'name="photo"; filename=""',
  ]);
  const { options } = await sent(`<form action="/find?old=1">${ROWS}</form>`);
  expect(options.query).toEqual([
    ['name', 'Elm'],
    ['jars', '2'],
    ['name', 'Oak'],
  ]);
});

test('the page goes along as the referrer, and the origin where something is written', async () => {
  const referer = 'http://bees.test/hives?page=2';
  const { options: read } = await sent(`<form>${ROWS}</form>`);
  expect(read.headers).toEqual({ accept: 'text/html', referer });
  const { options: written } = await sent(`<form method="post">${ROWS}</form>`);
  expect(written.headers).toEqual({ accept: 'text/html', referer, origin: 'http://bees.test' });
});
