/// Takes written letters where they belong.
package protocol Postman: Sendable {
    /// Longer than one attempt takes in the worst case. A letter that somebody is sending is left alone for so long.
    var patience: Duration { get }

    /// - Parameter name: the letter's own name, the same at each attempt.
    /// - Throws: `PostTrouble`, `CancellationError`.
    func deliver(_ letter: WrittenLetter, named name: String) async throws
}
