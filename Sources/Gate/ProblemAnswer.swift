import Hummingbird

/// Decides how an error leaves the building.
package protocol ProblemAnswer: Sendable {
    /// The answer that a visitor gets instead of what was asked for. Says nothing about the inside.
    func answer(to error: any Error, for request: Request, from visitor: Visitor) -> Response
}
