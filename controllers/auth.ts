import {
  confirmEmailBody,
  forgotPasswordBody,
  refreshBody,
  resetPasswordBody,
  session,
  signInBody,
  signUpBody,
  user,
} from '@/contracts/accounts';
import { endpoint, reply } from '@/middleware/endpoint';
import { getMe, signIn, signUp } from '@/services/accounts';
import {
  confirmEmail,
  requestConfirmation,
  requestPasswordReset,
  resetPassword,
} from '@/services/mailed-links';
import { refreshSession, signOut } from '@/services/sessions';

const tag = 'Accounts';

export const signUpEndpoint = endpoint({
  method: 'POST',
  path: '/api/auth/sign-up',
  access: 'public',
  cache: 'private',
  limit: 'sign-up',
  operationId: 'signUp',
  tag,
  summary: 'Make an account and sign in',
  body: signUpBody,
  responses: { 201: session },
  errors: ['email_taken'],
  handle: async ({ ctx, body }) => reply(201, await signUp(ctx, body)),
});

export const signInEndpoint = endpoint({
  method: 'POST',
  path: '/api/auth/sign-in',
  access: 'public',
  cache: 'private',
  limit: 'sign-in',
  operationId: 'signIn',
  tag,
  summary: 'Sign in',
  description: 'The answer and its time are the same whether or not the address is known.',
  body: signInBody,
  responses: { 200: session },
  errors: ['invalid_credentials'],
  handle: async ({ ctx, body }) => reply(200, await signIn(ctx, body)),
});

export const refreshEndpoint = endpoint({
  method: 'POST',
  path: '/api/auth/refresh',
  access: 'public',
  cache: 'private',
  limit: 'account',
  operationId: 'refreshSession',
  tag,
  summary: 'Change a refresh token for a new pair of tokens',
  description:
    'The token sent dies. A dead one sent again ends its whole family: somebody has copied it.',
  body: refreshBody,
  responses: { 200: session },
  errors: ['invalid_refresh_token'],
  handle: async ({ ctx, body }) => reply(200, await refreshSession(ctx, body.refreshToken)),
});

export const signOutEndpoint = endpoint({
  method: 'POST',
  path: '/api/auth/sign-out',
  access: 'public',
  cache: 'private',
  limit: 'account',
  operationId: 'signOut',
  tag,
  summary: 'End the session of a refresh token',
  body: refreshBody,
  responses: { 204: null },
  handle: async ({ ctx, body }) => {
    await signOut(ctx, body.refreshToken);
    return reply(204);
  },
});

export const forgotPasswordEndpoint = endpoint({
  method: 'POST',
  path: '/api/auth/forgot-password',
  access: 'public',
  cache: 'private',
  limit: 'sign-up',
  operationId: 'forgotPassword',
  tag,
  summary: 'Have a link for a new password mailed',
  description: 'The answer and its time are the same whether or not the address is known.',
  body: forgotPasswordBody,
  responses: { 204: null },
  handle: async ({ ctx, body }) => {
    requestPasswordReset(ctx, body.email);
    return reply(204);
  },
});

export const resetPasswordEndpoint = endpoint({
  method: 'POST',
  path: '/api/auth/reset-password',
  access: 'public',
  cache: 'private',
  limit: 'sign-in',
  operationId: 'resetPassword',
  tag,
  summary: 'Choose a new password with the token of a link that was mailed',
  description: 'Every device is signed out. The link is what follows `#` in its address.',
  body: resetPasswordBody,
  responses: { 204: null },
  errors: ['invalid_link'],
  handle: async ({ ctx, body }) => {
    await resetPassword(ctx, body);
    return reply(204);
  },
});

export const confirmEmailEndpoint = endpoint({
  method: 'POST',
  path: '/api/auth/confirm-email',
  access: 'public',
  cache: 'private',
  limit: 'sign-in',
  operationId: 'confirmEmail',
  tag,
  summary: 'Confirm an address with the token of a link that was mailed',
  body: confirmEmailBody,
  responses: { 204: null },
  errors: ['invalid_link'],
  handle: async ({ ctx, body }) => {
    await confirmEmail(ctx, body.token);
    return reply(204);
  },
});

export const requestConfirmationEndpoint = endpoint({
  method: 'POST',
  path: '/api/auth/request-confirmation',
  access: 'user',
  cache: 'private',
  limit: 'account',
  operationId: 'requestConfirmation',
  tag,
  summary: 'Have the link that confirms the address mailed again',
  responses: { 204: null },
  handle: async ({ ctx }) => {
    await requestConfirmation(ctx);
    return reply(204);
  },
});

export const meEndpoint = endpoint({
  method: 'GET',
  path: '/api/auth/me',
  access: 'user',
  cache: 'private',
  limit: 'account',
  operationId: 'getMe',
  tag,
  summary: 'Who is signed in',
  responses: { 200: user },
  handle: async ({ ctx }) => reply(200, await getMe(ctx)),
});
