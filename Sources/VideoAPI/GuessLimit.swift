import KinoraGate

/// Slows down whoever tries tokens that do not exist; answered by whoever counts tries.
package protocol GuessLimit: Sendable {
    /// The seconds until another token of this origin is looked at; nil where it is at once.
    func wait(from origin: RequestOrigin) -> Int?
    /// Notes a token that does not exist.
    func count(from origin: RequestOrigin)
}
