import type { FormFields, UploadedFile } from '../model/target.ts';
import { isButton, isDisabled, kindOf, valuesOf } from './form-controls.ts';
import { attribute, type Element, has, type PageForm } from './form-tree.ts';

/** One name and value that a form sends. */
export type Entry = readonly [name: string, value: string | UploadedFile];

/** A place where a form could send a name, and what stands there. */
type Place = readonly [name: string, value: string | UploadedFile | undefined];

/**
 * What a browser sends of a form, in document order (HTML, "constructing the entry list"). A field that is given replaces all of its name: its
 * values take the places of that name one after the other, and what no place is left for follows the last.
 */
export function entriesOf({ controls }: PageForm, fields: FormFields, button: Element | undefined): Entry[] {
  const places = controls.flatMap((control) => placesOf(control, controls, button));
  const last = new Map(places.map(([name], at) => [name, at]));
  const given = new Map(Object.entries(fields).map(([name, value]) => [name, [value].flat().map(String)]));
  const placed = places.flatMap(([name, value], at): Entry[] => {
    const values = given.get(name);
    if (values === undefined) return value === undefined ? [] : [[name, value]];
    return values.splice(0, at === last.get(name) ? values.length : 1).map((each) => [name, each]);
  });
  // What is left has no place in the form: a script would have put it there.
  return [...placed, ...[...given].flatMap(([name, values]) => values.map((each): Entry => [name, each]))];
}

function placesOf(control: Element, controls: readonly Element[], button: Element | undefined): Place[] {
  const name = attribute(control, 'name') ?? '';
  if (isButton(control)) return control === button ? pressed(control, name) : [];
  if (name === '') return [];
  const values = isDisabled(control) || isOverruled(control, controls) ? [] : valuesOf(control);
  return values.length === 0 ? [[name, undefined]] : values.map((value) => [name, value]);
}

/** An image says where it was pressed. */
function pressed(button: Element, name: string): Place[] {
  if (kindOf(button) === 'image') return ['x', 'y'].map((axis) => [name === '' ? axis : `${name}.${axis}`, '0']);
  return name === '' ? [] : [[name, attribute(button, 'value') ?? '']];
}

/** Of several ticked radio buttons of one name the last is. */
function isOverruled(control: Element, controls: readonly Element[]): boolean {
  if (kindOf(control) !== 'radio') return false;
  const name = attribute(control, 'name');
  const ticked = controls.filter(
    (each) => kindOf(each) === 'radio' && attribute(each, 'name') === name && has(each, 'checked'),
  );
  return ticked.at(-1) !== control;
}
