import { expect, test } from '@playwright/test';
import type { FormFields } from '../model/target.ts';
import { fillForm } from './form.ts';

/** What is sent, as it would stand in an address; a file that was not chosen by its type. */
const sent = (html: string, fields: FormFields, selector?: string) =>
  fillForm(html, fields, selector)
    .fields.map(([name, value]) => `${name}=${typeof value === 'string' ? value : `(${value.type})`}`)
    .join('&');

test('what a browser would send is sent: hidden fields, ticked boxes, the chosen option, the button that Enter presses', () => {
  const html = `<form method="post"><input type="hidden" name="csrf" value="t1"><input name="email">
    <input type="checkbox" name="news"><input type="checkbox" name="terms" checked><input type="radio" name="plan" value="free" checked>
    <select name="land"><option value="gb">Britain<option value="nl" selected>Holland</select><textarea name="about">bees</textarea>
    <input name="off" disabled value="x"><input type="reset" name="reset"><button name="go" value="1">Go</button><button name="no">No</button></form>`;
  expect(sent(html, { email: 'maria@example.com' })).toBe(
    'csrf=t1&email=maria@example.com&terms=on&plan=free&land=nl&about=bees&go=1',
  );
});

test('a box that is not ticked, a file and a second form can be named', () => {
  const html = `<form id="search"><input name="q"></form><form id="join"><input type="checkbox" name="terms"><input name="email"></form>`;
  expect(sent(html, { terms: 'on' })).toBe('terms=on&email=');
  expect(sent(html, { later: 'by script' }, 'join')).toBe('email=&later=by script');
});

test('where no form fits, the message says which fields there are', () => {
  const html = `<form><input name="q"></form><form><input name="login"><input name="password"></form>`;
  expect(() => fillForm(html, { email: 'x' }, undefined, '/login, which led to /,')).toThrow(
    '/login, which led to /, has no form with the fields email; its forms have the fields q; login, password.',
  );
  expect(() => fillForm('<p>Welcome back', { email: 'x' })).toThrow('it has no form at all');
});

test('where no field is named, the one form that is posted is meant, and no telling which of several', () => {
  const search = '<form action="/search"><input name="q"></form>';
  const leave = '<form id="leave" method="post" action="/logout"><input type="hidden" name="csrf" value="t1"></form>';
  expect(fillForm(`${search}${leave}`, {})).toMatchObject({ action: '/logout', fields: [['csrf', 't1']] });
  expect(fillForm(search, {})).toMatchObject({ action: '/search' });
  expect(() => fillForm(`${leave}${leave}`, {}, undefined, '/home')).toThrow(/\/home has several forms; name one by/);
});

const HIVES = `<form id="hives" method="post"><input type="hidden" name="on[]" value="">
  <input type="checkbox" name="on[]" value="bees" checked><input type="checkbox" name="on[]" value="mead"><input type="checkbox" name="on[]" value="wax" checked>
  <input name="row[][name]" value="Elm"><input name="row[][jars]" value="2"><input name="row[][name]" value="Oak"><input name="row[][jars]" value="7">
  <select name="land" multiple><option selected>Wales</option><option>Kent</option><option selected value="y">York</option></select></form>`;

test('a name that comes again is sent again, each in its place', () => {
  const rows = 'row[][name]=Elm&row[][jars]=2&row[][name]=Oak&row[][jars]=7';
  expect(sent(HIVES, {})).toBe(`on[]=&on[]=bees&on[]=wax&${rows}&land=Wales&land=y`);
});

test('a field that is given replaces all of its name; a list fills one place after the other', () => {
  const rest = 'row[][name]=Elm&row[][jars]=2&row[][name]=Oak&row[][jars]=7';
  expect(sent(HIVES, { 'on[]': 'mead', land: [] })).toBe(`on[]=mead&${rest}`);
  expect(sent(HIVES, { 'on[]': [], land: ['Kent', 'y', 'Wales'] })).toBe(`${rest}&land=Kent&land=y&land=Wales`);
  expect(sent(HIVES, { 'on[]': [], land: [], 'row[][name]': ['Ash', 'Fir', 'Yew'], extra: [1, true] }, 'hives')).toBe(
    'row[][name]=Ash&row[][jars]=2&row[][name]=Fir&row[][name]=Yew&row[][jars]=7&extra=1&extra=true',
  );
});

const ODD: readonly [string, string, string][] = [
  [
    'a radio button of several ticked',
    '<input type=radio name=r value=a checked><input type=radio name=r value=b checked>',
    'r=b',
  ],
  ['the last of several chosen options', '<select name=s><option selected>a<option selected>b</select>', 's=b'],
  ['the first option that is not disabled', '<select name=s><option disabled>a<option> b  c </select>', 's=b c'],
  ['a chosen option that is disabled', '<select name=s><option selected disabled>a<option>b</select>', ''],
  ['a list of several lines with nothing chosen', '<select name=s size=3><option>a<option>b</select>', ''],
  ['an option of a disabled group', '<select name=s multiple><optgroup disabled><option selected>a</select>', ''],
  [
    'a disabled set of fields, but for its legend',
    '<fieldset disabled><legend><input name=a></legend><input name=b></fieldset>',
    'a=',
  ],
  ['what only suggests', '<datalist><input name=a></datalist>', ''],
  ['what has no name', '<input name="" value=a><input value=b>', ''],
  ['lines', '<textarea name=t>\none\ntwo</textarea><input type=hidden name=h value="x\ny">', 't=one\r\ntwo&h=x\r\ny'],
  ['a file that was not chosen', '<input type=file name=f>', 'f=(application/octet-stream)'],
];
for (const [name, controls, expected] of ODD)
  test(`as a browser sends it: ${name}`, () => expect(sent(`<form>${controls}</form>`, {})).toBe(expected));

test('a control belongs to the form it names, wherever it stands', () => {
  const page =
    '<input name="a" value="1" form="in"><form id="in"><input name="b" value="2"><input name="c" form="out"></form><form id="out"></form>';
  expect(sent(page, {}, 'in')).toBe('a=1&b=2');
  expect(sent(page, { c: 'x' })).toBe('c=x');
});

test('a form is named by its id, as in a style sheet or without the sign', () => {
  const page = '<form id="find"><input name="q"></form><form id="in" method="post"><input name="q" value="own"></form>';
  for (const selector of ['in', '#in']) expect(sent(page, {}, selector)).toBe('q=own');
});

const EDIT = `<form id="find"><input name="q"><button id="look">Find</button></form>
  <form id="edit" method="post" action="/save" enctype="multipart/form-data"><input name="text" value="bees"><button name="keep" value="1">Save</button>
  <button name="next" value="more">Save, and more</button><button name="next" value="close" formaction="/close?sure=1" formenctype="application/x-www-form-urlencoded">Close</button>
  <input type="image" id="map" name="at"><button id="again" disabled formmethod="get">Again</button></form>
  <button form="edit" name="drop" value="">Drop</button>`;

const PRESSED: readonly [string, FormFields, string | undefined, string][] = [
  ['the first, where none is named', {}, 'edit', 'POST /save text=bees&keep=1'],
  ['the one that a field names', { drop: '' }, undefined, 'POST /save text=bees&drop='],
  [
    'of several with that name the one that says so',
    { next: 'close' },
    undefined,
    'POST /close?sure=1 text=bees&next=close',
  ],
  ['the first of that name, where none says so', { next: 'x', text: 'wax' }, undefined, 'POST /save text=wax&next=x'],
  ['the one with that name', { text: 'wax' }, 'drop', 'POST /save text=wax&drop='],
  ['the one with that address', {}, '/close', 'POST /close?sure=1 text=bees&next=close'],
  ['an image, with where it was pressed', {}, '#map', 'POST /save text=bees&at.x=0&at.y=0'],
  ['one that a script would enable', {}, '#again', 'GET /save text=bees'],
  ['one that is named, though a field is of another', { next: 'more' }, 'drop', 'POST /save text=bees&drop=&next=more'],
  ['that of the form in which it stands', { q: 'mead' }, 'look', 'GET  q=mead'],
];
for (const [name, fields, selector, expected] of PRESSED)
  test(`a button is pressed: ${name}`, () => {
    const { method, action, isMultipart } = fillForm(EDIT, fields, selector);
    expect(`${method} ${action} ${sent(EDIT, fields, selector)}`).toBe(expected);
    expect(isMultipart).toBe(action === '/save');
  });

test('where no form is called so, the message says how each can be called', () => {
  expect(() => fillForm(EDIT, {}, 'save', '/hives')).toThrow(
    '/hives has no form, nor a button in one, called "save"; its forms have the fields q (id find); text (id edit, action /save).',
  );
  const many = Array.from({ length: 40 }, (_, at) => `<input name="field${at}">`).join('');
  const secret = `<form>${many}</form><form name="out" action="/out?token=t1"></form><form action=""><input name="q"></form>`;
  expect(() => fillForm(secret, {}, 'save', '/hives')).toThrow(
    /the fields field0, .*, fi.*…; \(none\) \(name out, action \/out\); q\.$/,
  );
  expect(fillForm(secret, {}, '/out')).toMatchObject({ action: '/out?token=t1' });
});
