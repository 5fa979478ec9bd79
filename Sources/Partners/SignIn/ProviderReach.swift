/// How far a house goes to ask who somebody is.
package enum ProviderReach: Hashable, Sendable {
    /// Servers of the open internet, by https.
    case internet
    /// Servers of the own network too, by https, and those of this very machine by http as well. Only where the owner says so: else whoever
    /// can make a provider name addresses could have this server look into its own network.
    case household
}
