import { expect, test } from '@playwright/test';
import { fillForm } from './form.ts';

const filled = (html: string, fields: Record<string, string>, selector?: string) =>
  fillForm(html, fields, selector).fields;

test('what a browser would send is sent: hidden fields, ticked boxes, the chosen option, the button that Enter presses', () => {
  const html = `<form method="post"><input type="hidden" name="csrf" value="t1"><input name="email">
    <input type="checkbox" name="news"><input type="checkbox" name="terms" checked><input type="radio" name="plan" value="free" checked>
    <select name="land"><option value="gb">Britain<option value="nl" selected>Holland</select><textarea name="about">bees</textarea>
    <input name="off" disabled value="x"><input type="reset" name="reset"><button name="go" value="1">Go</button><button name="no">No</button></form>`;
  expect(filled(html, { email: 'maria@example.com' })).toEqual({
    csrf: 't1',
    email: 'maria@example.com',
    terms: 'on',
    plan: 'free',
    land: 'nl',
    about: 'bees',
    go: '1',
  });
});

test('a box that is not ticked, a file and a second form can be named', () => {
  const html = `<form id="search"><input name="q"></form><form id="join"><input type="checkbox" name="terms"><input name="email"></form>`;
  expect(filled(html, { terms: 'on' })).toEqual({ terms: 'on', email: '' });
  expect(filled(html, { later: 'by script' }, 'join')).toEqual({ email: '', later: 'by script' });
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
  expect(fillForm(`${search}${leave}`, {})).toMatchObject({ action: '/logout', fields: { csrf: 't1' } });
  expect(fillForm(search, {})).toMatchObject({ action: '/search' });
  expect(() => fillForm(`${leave}${leave}`, {}, undefined, '/home')).toThrow(/\/home has several forms; name one by/);
});

test('a form is named by its id, as in a style sheet or without the sign', () => {
  const page = '<form id="find"><input name="q"></form><form id="in" method="post"><input name="q" value="own"></form>';
  for (const selector of ['in', '#in']) expect(filled(page, {}, selector)).toEqual({ q: 'own' });
});
