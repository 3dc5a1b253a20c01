import { expect, test } from 'vitest';
import { visit, withBrowser } from './visit';

withBrowser();

const token = 'x'.repeat(43);

test.each([
  ['not good any more', `/confirm-email#${token}`],
  ['not whole', '/confirm-email#x'],
])('a link that is %s is told to be so', async (_, path) => {
  await visit(
    path,
    async (page) => {
      await page.getByRole('button', { name: 'Confirm my address' }).click();
      await page.getByText('This link was used already, or is too old.').waitFor();
    },
    { failing: /confirm-email/ },
  );
});

test('what no link has opened says so, and asks nothing of the server', async () => {
  await visit('/confirm-email', async (page) => {
    await page.getByRole('button', { name: 'Confirm my address' }).click();
    await page.getByText('Open the link that was mailed to you').waitFor();
  });
});

test.each([
  ['nothing', ''],
  ['a page of its own', '<h1>502 Bad Gateway</h1>'],
  ['an object of its own', '{"message":"Bad Gateway"}'],
])('a proxy that answers %s is told as a server that does not', async (_, body) => {
  await visit(
    `/confirm-email#${token}`,
    async (page) => {
      await page.route('**/api/auth/confirm-email', (route) =>
        route.fulfill({ status: 502, headers: { 'content-length': `${body.length}` }, body }),
      );
      await page.getByRole('button', { name: 'Confirm my address' }).click();
      await page.getByText('The server does not answer.').waitFor();
    },
    { failing: /confirm-email/ },
  );
});

test('a new password must be given twice', async () => {
  await visit(
    `/reset-password#${token}`,
    async (page) => {
      await page.getByLabel('New password').fill('a long password');
      await page.getByLabel('The same again').fill('another one');
      await page.getByRole('button', { name: 'Set the password' }).click();
      await page.getByText('The two passwords are not the same.').waitFor();
      await page.getByLabel('The same again').fill('a long password');
      await page.getByRole('button', { name: 'Set the password' }).click();
      await page.getByText('This link was used already, or is too old.').waitFor();
    },
    { failing: /reset-password/ },
  );
});

test('a new password is not taken before the page can send it, as it would be put into the address', async () => {
  await visit(
    `/reset-password#${token}`,
    async (page) => {
      for (const name of ['New password', 'The same again']) {
        expect(await page.getByLabel(name).isDisabled(), name).toBe(true);
      }
    },
    { javaScriptEnabled: false },
  );
});

test.each([
  ['/confirm-email', 'Your address is confirmed'],
  ['/reset-password', 'Your new password is set'],
])('the page %s says when it is done', async (path, title) => {
  await visit(`${path}#${token}`, async (page) => {
    let sent: unknown;
    await page.route(`**/api/auth${path}`, (route) => {
      sent = route.request().postDataJSON();
      return route.fulfill({ status: 204 });
    });
    const fields = await page.getByLabel(/password|again/i).all();
    for (const field of fields) await field.fill('a long password');
    await page.getByRole('button', { name: /Confirm|Set/ }).click();
    await page.getByRole('heading', { name: title }).waitFor();
    // Where screen readers go on.
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    expect(sent).toEqual({ token, ...(fields.length > 0 && { newPassword: 'a long password' }) });
  });
});
