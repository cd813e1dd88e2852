package dk.samsyn.driver;

/** A statement of this driver, plain or prepared. */
interface Cancellable {
    StatementWork work();
}
