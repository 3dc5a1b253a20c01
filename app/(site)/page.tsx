import type { Metadata } from 'next';
import { startTitle } from '@/components/listing';
import { StartView } from '@/components/start-view';
import type { Query } from './query';
import { readAsk, readListing } from './read-listing';

interface Props {
  searchParams: Promise<Query>;
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: { absolute: startTitle(readAsk(await searchParams).q) } };
}

export default async function StartPage({ searchParams }: Props) {
  return <StartView listing={await readListing(readAsk(await searchParams))} />;
}
