import { testHost } from './host';

export default testHost('node', 'postgresql');
