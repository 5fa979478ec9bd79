import KinoraDocuments
import KinoraKernel

/// A way to have a document store: what the contract is checked on.
package struct Engine: Sendable, CustomStringConvertible {
    /// A store that was opened for one check.
    package struct Opened: Sendable {
        package let store: any DocumentStore
        /// Closes the store and opens what it kept again; nil where it keeps nothing.
        package let reopened: (@Sendable () async throws -> any DocumentStore)?
        /// Takes away what the check left behind.
        package let dispose: @Sendable () async throws -> Void

        package init(
            store: any DocumentStore, reopened: (@Sendable () async throws -> any DocumentStore)? = nil,
            dispose: @escaping @Sendable () async throws -> Void = {}
        ) {
            self.store = store
            self.reopened = reopened
            self.dispose = dispose
        }
    }

    package let name: String
    /// Makes an empty store whose moments come from the time source.
    package let makeStore: @Sendable (any TimeSource) async throws -> Opened

    package init(_ name: String, makeStore: @escaping @Sendable (any TimeSource) async throws -> Opened) {
        self.name = name
        self.makeStore = makeStore
    }

    package var description: String { name }
}
