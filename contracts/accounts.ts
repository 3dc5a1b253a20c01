import * as z from 'zod';
import { page, pageQuery, recordOf, text, utcTime, uuid, visibleText } from './common';

// Keyboards of phones put a space after what they complete.
const email = z
  .string()
  .trim()
  .max(254)
  .pipe(z.email())
  .transform((value) => value.toLowerCase())
  .meta({ format: 'email', example: 'ada@example.org' });

/** A password that is being set. */
const newPassword = text(256)
  .min(8)
  .meta({ format: 'password', example: 'correct horse battery staple' });

/** A password that is being checked: only what cannot be one is refused. */
const password = text(256).meta({ format: 'password', example: 'correct horse battery staple' });

const refreshToken = text(256).meta({
  description: 'Opaque. Works once: every refresh answers a new one.',
  example: '5f0c9d1e-6c1b-4c86-9a3e-2b7f6f1d0a11.q1Zc0oWk3m5J0e8rjP2y3i6cT4g7uXvB9nLsDhAaEfI',
});

export const roles = ['user', 'admin'] as const;
export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

const userFields = {
  id: uuid,
  email: z.email(),
  emailConfirmed: z.boolean().meta({
    description: 'Whether a link that was mailed to the address has been used.',
  }),
  role,
  createdAt: utcTime,
  updatedAt: utcTime,
};

export const user = z.strictObject(userFields).meta({ id: 'User' });
export type User = z.infer<typeof user>;

export const session = z
  .strictObject({
    accessToken: z.string().meta({ description: 'A JWT for `Authorization: Bearer`.' }),
    tokenType: z.literal('Bearer'),
    expiresIn: z.int().meta({ description: 'Seconds the access token lives.', example: 900 }),
    refreshToken,
    user,
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof session>;

const device = visibleText(100).meta({
  description: 'What to call this device in the list of sessions.',
  example: 'Ada’s phone',
});

export const signUpBody = z
  .strictObject({ email, password: newPassword, device: device.optional() })
  .meta({ id: 'SignUp' });
export type SignUpBody = z.infer<typeof signUpBody>;

export const signInBody = z
  .strictObject({ email, password, device: device.optional() })
  .meta({ id: 'SignIn' });
export type SignInBody = z.infer<typeof signInBody>;

export const deviceSession = z
  .strictObject({
    id: uuid,
    device: device.nullable(),
    createdAt: utcTime.meta({ description: 'When it signed in.' }),
    lastUsedAt: utcTime.meta({ description: 'When it last changed its refresh token.' }),
    expiresAt: utcTime,
    isCurrent: z.boolean().meta({ description: 'Whether it is the one that asks.' }),
  })
  .meta({ id: 'DeviceSession' });
export type DeviceSession = z.infer<typeof deviceSession>;

export const deviceSessionPage = z
  .strictObject(page(deviceSession))
  .meta({ id: 'DeviceSessionPage' });
export type DeviceSessionPage = z.infer<typeof deviceSessionPage>;

export const listSessionsQuery = z.strictObject(pageQuery);

export const sessionParams = z.strictObject({ id: uuid });

export const refreshBody = z.strictObject({ refreshToken }).meta({ id: 'RefreshToken' });

export const changePasswordBody = z
  .strictObject({ currentPassword: password, newPassword })
  .meta({ id: 'ChangePassword' });
export type ChangePasswordBody = z.infer<typeof changePasswordBody>;

const linkToken = z
  .string()
  .regex(/^[\w-]{43}$/, { error: 'must be the token of a link that was mailed' })
  .meta({ example: 'q1Zc0oWk3m5J0e8rjP2y3i6cT4g7uXvB9nLsDhAaEfI' });

export const forgotPasswordBody = z.strictObject({ email }).meta({ id: 'ForgotPassword' });

export const resetPasswordBody = z
  .strictObject({ token: linkToken, newPassword })
  .meta({ id: 'ResetPassword' });
export type ResetPasswordBody = z.infer<typeof resetPasswordBody>;

export const confirmEmailBody = z.strictObject({ token: linkToken }).meta({ id: 'ConfirmEmail' });

export const deleteAccountBody = z
  .strictObject({ currentPassword: password })
  .meta({ id: 'DeleteAccount' });

const preferenceKey = z.string().regex(/^[A-Za-z][A-Za-z0-9._-]{0,63}$/, {
  error: 'must be 1 to 64 letters, digits, `.`, `_` or `-`, beginning with a letter',
});
const preferenceValue = z
  .string()
  .max(4096)
  .refine((value) => !value.includes('\u0000') && value.isWellFormed(), {
    error: 'must be well-formed Unicode without U+0000',
  });

export const preferences = z
  .record(preferenceKey, preferenceValue)
  .meta({ id: 'Preferences', example: { language: 'en', subtitles: 'on' } });
export type Preferences = z.infer<typeof preferences>;

/** More than an account keeps. */
export const importedPreferences = recordOf(preferenceKey, preferenceValue, 1_000).meta({
  example: { language: 'en', subtitles: 'on' },
});

export const preferencesPatch = recordOf(preferenceKey, preferenceValue.nullable(), 100).meta({
  id: 'PreferencesPatch',
  example: { language: 'en', subtitles: null },
});
export type PreferencesPatch = z.infer<typeof preferencesPatch>;

export const profile = z.strictObject({ ...userFields, preferences }).meta({ id: 'Profile' });
export type Profile = z.infer<typeof profile>;
