import type { Metadata } from 'next';
import { ErrorsView } from '@/components/errors-view';
import { problemTypes } from '@/middleware/problems';

export const metadata: Metadata = {
  title: 'Errors',
  description: 'Every error of the API with its status.',
};

export default function ErrorsPage() {
  const problems = Object.entries(problemTypes).map(([code, type]) => ({ code, ...type }));
  return <ErrorsView problems={problems} />;
}
