import Hummingbird

/// Whoever sends a request; the context that every handler receives.
///
/// Until there are accounts it proves nothing about a person. Contexts that do (signed in, member, owner) will be made from it.
package struct Visitor: RequestContext {
    package var coreContext: CoreRequestContextStorage

    /// The most bytes of a request's body that a handler takes; forms are small.
    package static let mostBodyBytes = 64 * 1024
    /// The same for programs with a token: the largest document, or many small ones.
    package static let mostProgramBodyBytes = 16 * 1024 * 1024

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
    }

    package var maxUploadSize: Int { Self.mostBodyBytes }
}
