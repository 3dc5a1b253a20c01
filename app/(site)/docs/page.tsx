import type { Metadata } from 'next';
import { ApiReference } from '@/components/api-reference';

export const metadata: Metadata = {
  title: 'API reference',
  description: 'Every call of the API, to read and to try.',
};

export default function ReferencePage() {
  return <ApiReference />;
}
