package dk.samsyn.broker.query;

/** The running query as a {@link Request} sees it; a name that generated code may know, with nothing to call. */
public sealed interface RunningQuery permits QueryState {}
