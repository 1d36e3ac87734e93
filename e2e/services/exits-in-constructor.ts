import process from "node:process";
import { DataService } from "dasedeck";

export default class ExitsInConstructor extends DataService {
  constructor() {
    super();
    process.exit(3);
  }
}
