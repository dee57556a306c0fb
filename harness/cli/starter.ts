/** The target file that `misdelivery init` writes: a whole one, to be changed line by line. */
export const STARTER = `import { defineTarget } from 'misdelivery';

// How Misdelivery signs up, signs in, plants data and looks at your service.
// "npx misdelivery doctor --target misdelivery.target.ts" tries each part and says what to mend.
export default defineTarget({
  name: 'my service',
  origin: process.env.TARGET ?? 'http://127.0.0.1:3000',
  accounts: {
    // canary('company') is text that exists nowhere else; seeing it in another account's session is the leak.
    async enrol({ http, account }) {
      await http.post('/api/accounts', { json: { email: account.email, password: account.password, company: account.canary('company') } });
    },
    async signIn({ http, account }) {
      await http.post('/api/session', { json: { email: account.email, password: account.password } });
      // With tokens: http.use({ authorization: \`Bearer \${json.token}\` }). With a web form: http.submit('/login', { email, password }).
    },
    async signOut({ http }) {
      await http.delete('/api/session');
    },
    // Closes the account after the run. Leave out what your service cannot do: it is counted, never faked.
    async retire({ http }) {
      await http.delete('/api/account');
    },
    whoami: { get: '/api/me', shows: 'account' },
  },
  resources: {
    order: {
      async create({ http, canary }) {
        const { json } = await http.post('/api/orders', { json: { recipient: canary('person'), note: canary('note') } });
        return { id: json.id };
      },
    },
  },
  // Where an account can look. "shows" is the control: the owner must see its own canary there, or the surface proves nothing.
  surfaces: {
    'order list': { get: '/api/orders', shows: 'order' },
    'one order': { get: ({ order }) => \`/api/orders/\${order.id}\`, shows: 'order' },
    'orders page': { page: '/orders', shows: 'order' },
  },
  // What is meant to cross from one account to another, each with a reason.
  shared: [],
});
`;

/** Lines that belong into \`.gitignore\`. */
export const IGNORED = ['.misdelivery/', 'misdelivery-report/'] as const;
