import type { Minted } from '../model/canary.ts';

/** The ways in which services write a looked-up value. */
export function writings({ shape, value }: Minted): readonly string[] {
  switch (shape) {
    case 'phone':
      return phone(value);
    case 'postcode': {
      const bare = value.replace(' ', '');
      const halves = [bare.slice(0, -3), bare.slice(-3)];
      return [bare, ...[' ', '+', '-', '%20', '\u00a0', '&nbsp;'].map((gap) => halves.join(gap))];
    }
    case 'number':
      return value.length < SHORTEST ? [] : [value, ...grouped(value)];
    case 'date':
      return date(value);
    default:
      return value.length < SHORTEST ? [] : [value];
  }
}

const SHORTEST = 4;
const MONTHS = 'January February March April May June July August September October November December'.split(' ');

function phone(value: string): readonly string[] {
  const [area, middle, end] = [value.slice(1, 5), value.slice(5, 8), value.slice(8)];
  return ['0', '+44', '+44 ', '0044', '+44 (0)'].flatMap((country) =>
    [
      `${area}${middle}${end}`,
      `${area} ${middle}${end}`,
      `${area} ${middle} ${end}`,
      `${area}-${middle}-${end}`,
      `${area}-${middle}${end}`,
    ].map((number) => country + number),
  );
}

function grouped(value: string): readonly string[] {
  return [',', '.', ' ', '\u202f', '\u00a0', "'"].map((gap) => value.replace(/\B(?=(\d{3})+$)/g, gap));
}

function date(value: string): readonly string[] {
  const [year = '', month = '', day = ''] = value.split('-');
  const name = MONTHS[Number(month) - 1] ?? '';
  const plainDay = String(Number(day));
  const plainMonth = String(Number(month));
  return [
    ...['-', '/', '.'].flatMap((gap) =>
      [
        [year, month, day],
        [day, month, year],
        [month, day, year],
      ].map((parts) => parts.join(gap)),
    ),
    `${plainDay}/${plainMonth}/${year}`,
    `${plainMonth}/${plainDay}/${year}`,
    `${year}${month}${day}`,
    ...[name, name.slice(0, 3)].flatMap((word) => [
      `${plainDay} ${word} ${year}`,
      `${day} ${word} ${year}`,
      `${word} ${plainDay}, ${year}`,
    ]),
  ];
}
