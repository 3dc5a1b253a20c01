import type { Metadata } from 'next';
import { ConfirmEmailView } from '@/components/mailed-link-views';

export const metadata: Metadata = { title: 'Confirm your address', robots: { index: false } };

export default function ConfirmEmailPage() {
  return <ConfirmEmailView />;
}
