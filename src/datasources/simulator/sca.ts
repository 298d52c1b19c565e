import { createHash } from 'node:crypto';
import { ok, type Answer } from './answer.js';
import { shelf, type Bank } from './bank.js';
import { refuse, refuseFlatly, refuseWithMessage } from './refusal.js';
import type { Resource } from './resource.js';
import type { Ask, Routes } from './routes.js';

/** Without an answer it counts as a no. Source: docs.qonto.com, strong customer authentication, read 2026-11-20. */
const LIFE_MS = 15 * 60 * 1000;
/** The code an SMS brings in the sandbox. Source: docs.qonto.com, sandbox, read 2026-11-20. */
const SMS_CODE = '123456';

interface Session {
  readonly request: string;
  readonly openedAtMs: number;
  result: 'waiting' | 'allow' | 'deny';
  isSpent: boolean;
}

const sessions = shelf('sca sessions', () => new Map<string, Session>());

/**
 * Lets a request pass that its user has approved, and answers 428 or a refusal to any other.
 *
 * The first request opens a session and is told its token with 428. Once the user has allowed it, the identical
 * request with `X-Qonto-Sca-Session-Token` passes, once: another body, key or preference, or a second replay, is 422;
 * an unknown or late token, or one that was denied, is 412. With `sms-otp` the code in `X-Qonto-MFA` is enough.
 * Source: docs.qonto.com, strong customer authentication; qontoctl, live 2026. What a denied token answers is a guess.
 */
export function askForApproval(ask: Ask, bank: Bank, actionType: string): Answer | undefined {
  const request = fingerprint(ask);
  const known = bank.of(sessions);
  const token = ask.headers['x-qonto-sca-session-token'];
  if (typeof token === 'string') return spend(known.get(token), request, bank);

  if (ask.headers['x-qonto-mfa'] !== undefined) {
    const open = [...known.values()].find((session) => session.request === request && isOpen(session, bank));
    if (ask.headers['x-qonto-mfa'] !== SMS_CODE || !open) return refuseWithMessage(422, 'Not found');
    open.result = 'allow';
    return spend(open, request, bank);
  }

  // A sandbox has no paired device, and an API key has no user who could approve.
  const preference = ask.headers['x-qonto-2fa-preference'] ?? 'paired-device';
  if (
    ask.caller.kind === 'api-key' ||
    (bank.settings.stagingToken !== null && preference === 'paired-device')
  )
    return refuseFlatly(428, { code: 'sca_not_enrolled', message: NOT_ENROLLED }, true);
  return challenge(ask, bank, request, actionType);
}

const NOT_ENROLLED = 'You must enable SCA to perform this action';

function challenge(ask: Ask, bank: Bank, request: string, actionType: string): Answer {
  const known = bank.of(sessions);
  const newToken = (use: string) =>
    createHash('sha512')
      .update(`${bank.seed} ${use} ${known.size} ${bank.now().getTime()}`)
      .digest('base64url')
      .slice(0, 64);
  const token = newToken('session');
  known.set(token, { request, openedAtMs: bank.now().getTime(), result: 'waiting', isSpent: false });
  const isPasskey = ask.headers['x-qonto-2fa-preference'] === 'passkey';
  return refuseFlatly(
    428,
    {
      action_type: actionType,
      code: 'sca_required',
      message: isPasskey ? 'Passkey verification required' : 'SCA required',
      sca_recovery_token: newToken('recovery'),
      sca_session_token: token,
    },
    true,
  );
}

function spend(session: Session | undefined, request: string, bank: Bank): Answer | undefined {
  if (session?.isSpent === true) return refuseWithMessage(422, 'Not found');
  if (session === undefined || !isOpen(session, bank) || session.result === 'deny')
    return refuseFlatly(412, {
      message: 'The SCA session token is invalid',
      code: 'sca_session_token_invalid',
    });
  if (session.request !== request) return refuseWithMessage(422, 'Not found');
  if (session.result === 'waiting')
    return refuseFlatly(412, {
      message: 'The SCA session is not approved',
      code: 'sca_session_token_invalid',
    });
  session.isSpent = true;
  return undefined;
}

/** What makes two requests the same: body, idempotency key and the way of approval. */
function fingerprint({ method, path, body, headers }: Ask): string {
  const parts = [method, path, headers['x-qonto-idempotency-key'], headers['x-qonto-2fa-preference']];
  return createHash('sha256').update(JSON.stringify(parts)).update(body).digest('hex');
}

function isOpen(session: Session, bank: Bank): boolean {
  return bank.now().getTime() < session.openedAtMs + LIFE_MS;
}

const state = {
  scopes: [],
  handle(ask: Ask, bank: Bank): Answer {
    const session = bank.of(sessions).get(ask.params['token'] ?? '');
    if (session === undefined)
      return refuse(404, 'not_found', 'SCA session not found', { parameter: 'token' });
    return ok({ result: session.result === 'waiting' && !isOpen(session, bank) ? 'deny' : session.result });
  },
};

const decide = (result: 'allow' | 'deny') => ({
  scopes: [],
  handle(ask: Ask, bank: Bank): Answer {
    const session = bank.of(sessions).get(ask.params['token'] ?? '');
    if (session === undefined || !isOpen(session, bank) || session.result !== 'waiting')
      return refuse(404, 'not_found', 'SCA session not found', { parameter: 'token' });
    session.result = result;
    return ok({ message: 'Success' });
  },
});

/**
 * The pretend bank has no telephone to approve on, so the sandbox's `mocked_sca_sessions` decide for every session.
 * Source: docs.qonto.com, sandbox, read 2026-11-20.
 */
const routes: Routes = {
  'GET /v2/sca_sessions/:token': state,
  'GET /v2/mocked_sca_sessions/:token': state,
  'POST /v2/mocked_sca_sessions/:token/allow': decide('allow'),
  'POST /v2/mocked_sca_sessions/:token/deny': decide('deny'),
};

export const scaResource: Resource = { name: 'sca_sessions', routes };
