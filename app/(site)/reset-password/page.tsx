import type { Metadata } from 'next';
import { ResetPasswordView } from '@/components/mailed-link-views';

export const metadata: Metadata = { title: 'Choose a new password', robots: { index: false } };

export default function ResetPasswordPage() {
  return <ResetPasswordView />;
}
