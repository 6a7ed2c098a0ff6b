#!/usr/bin/env node
// The peer: a server that takes call-me-back leads as the proxy does, written as one would with what npm
// has for it. A lead is checked for presence and shape, stored once for each id with its delivery, and
// acknowledged after the commit. The posts of one tick of the event loop share a transaction.
//
//   node server.mjs FOLDER
//
// Makes FOLDER/leads.db, listens on a free port and prints `ready http://127.0.0.1:PORT`.

import { join } from 'node:path';

import formbody from '@fastify/formbody';
import Database from 'better-sqlite3';
import fastify from 'fastify';

const [folder] = process.argv.slice(2);

const PARTNERS = { demo: { origins: ['https://www.demo.example'], connectors: ['crm'] } };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const PHONE = /^\+?[0-9 ./()-]{8,40}$/;
const EMAIL = /^[^\s@]{1,64}@[^\s@]+\.[^\s@]{2,}$/;

/** What each field has to look like; what is not here is not stored. */
const FIELDS = {
  first_name: (value) => value.length > 0 && value.length <= 80,
  last_name: (value) => value.length > 0 && value.length <= 80,
  phone: (value) => PHONE.test(value),
  email: (value) => value.length <= 254 && EMAIL.test(value),
  slot: (value) => value.length <= 50,
  remarks: (value) => value.length <= 1000,
  page_url: (value) => value.length <= 2000,
};

const database = new Database(join(folder, 'leads.db'));
database.pragma('journal_mode = wal');
database.pragma('synchronous = full');
database.exec(`
  create table leads (
    id text primary key,
    partner text not null,
    form text not null,
    fields text not null,
    created_ms integer not null
  );
  create table deliveries (
    id integer primary key,
    lead_id text not null references leads (id),
    connector text not null,
    state text not null,
    attempts integer not null,
    due_ms integer not null
  );
  create index deliveries_due on deliveries (state, due_ms);
`);
const insertLead = database.prepare(
  'insert into leads (id, partner, form, fields, created_ms) values (?, ?, ?, ?, ?) on conflict do nothing',
);
const insertDelivery = database.prepare(
  "insert into deliveries (lead_id, connector, state, attempts, due_ms) values (?, ?, 'pending', 0, ?)",
);
const known = database.prepare('select partner, form, fields from leads where id = ?');

/** Stores a lead with its deliveries, and says whether its id stands for the same lead. */
function store({ id, partner, form, fields }) {
  const now = Date.now();
  if (insertLead.run(id, partner, form, fields, now).changes === 0) {
    const before = known.get(id);
    return before.partner === partner && before.form === form && before.fields === fields;
  }
  for (const connector of PARTNERS[partner].connectors) insertDelivery.run(id, connector, now);
  return true;
}

const storeAll = database.transaction((leads) => leads.map(store));

let waiting = [];

/** Writes what came in this tick, then answers all of it. */
function flush() {
  const group = waiting;
  waiting = [];
  try {
    const same = storeAll(group.map(({ lead }) => lead));
    group.forEach(({ resolve }, at) => resolve(same[at]));
  } catch (error) {
    for (const { reject } of group) reject(error);
  }
}

/** Resolves once the lead is on disk. */
function stored(lead) {
  return new Promise((resolve, reject) => {
    if (waiting.push({ lead, resolve, reject }) === 1) setImmediate(flush);
  });
}

const app = fastify({ bodyLimit: 64 * 1024 });
app.register(formbody);

app.post('/v1/leads/call-me-back', async (request, reply) => {
  const { body } = request;
  const partner = PARTNERS[body.partner];
  if (!partner) return reply.code(403).send({ title: 'partner unknown' });
  const { origin } = request.headers;
  if (origin && origin !== 'null' && !partner.origins.includes(origin)) {
    return reply.code(403).send({ title: 'origin not allowed' });
  }
  const errors = [];
  if (!UUID.test(body.id ?? '')) errors.push({ field: 'id', code: 'invalid' });
  const fields = {};
  for (const [name, isGood] of Object.entries(FIELDS)) {
    const value = (body[name] ?? '').trim();
    if (isGood(value)) fields[name] = value;
    else errors.push({ field: name, code: value ? 'invalid' : 'missing' });
  }
  if (errors.length > 0) return reply.code(422).send({ errors });
  const lead = { id: body.id, partner: body.partner, form: 'call-me-back', fields: JSON.stringify(fields) };
  if (!(await stored(lead))) return reply.code(409).send({ title: 'the id is another lead’s' });
  return reply.code(202).send({ id: lead.id, status: 'stored' });
});

process.on('SIGTERM', async () => {
  await app.close();
  const { leads, deliveries } = database
    .prepare('select (select count(*) from leads) as leads, (select count(*) from deliveries) as deliveries')
    .get();
  console.log(`stored ${leads} leads and ${deliveries} deliveries`);
  database.close();
  process.exit(0);
});

console.log(`ready ${await app.listen({ host: '127.0.0.1', port: 0 })}`);
