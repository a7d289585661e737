/**
 * The server without HTTP: what the routes call, and what the simulator drives.
 *
 *   const store = openSqlite({ memory: true })                      // store/sqlite.ts; or { memory: true, from: Buffer }
 *   await migrate(store)                                            // store/migrations.ts
 *   const deps = { store, clock, random, passwords }                // deps.ts
 *   await prepareInstallation(deps, { demo: false })                // admin/installation.ts: epoch and server key, once
 *   await createTenant(deps, { id, name, code, kelurahanCode, kelurahan, zone })          // admin/tenants.ts
 *   await createAccount(deps, tenant, { username, password, name, profession, sip, grants, id? })   // admin/accounts.ts → { id }
 *   await createEnrolCode(deps, tenant, { place, code?, reusable? })                      // admin/codes.ts → { code, expiresAt }
 *   const core = buildServerCore(deps)
 *   const { device } = await core.enrol({ code, name })             // Reply: { ok, value } | { ok: false, error: Refused }
 *   const who = await core.principal(tenant, dev, accountId)        // signs the account in on that device, without a password
 *   await core.hello(who, …) core.push(who, …) core.pull(who, …) core.snapshot(who, …) core.digest(who, …) core.renew(who, { dev })
 *   await moveRecord(deps, tenant, { id, to })                      // admin/move.ts
 *   await updateAccount(deps, tenant, { id, active?, grants?, … }); await revokeDevice(deps, tenant, dev)
 *   store.serialize() → Buffer (SQLite); a restored database then needs mintEpoch(deps) (admin/installation.ts)
 *
 * `deps.parts` substitutes single collaborators (sync/parts.ts): judgeGroup, checkChain, storedResults, placeRows,
 * grantedStreams, inboxRows, derivedRows. A digest asked with `bucket` answers with all 256 `buckets` and that bucket's `rows`;
 * without it with seq, count and sum alone.
 */
export {}
