import KinoraCatalogue
import KinoraKernel
import KinoraPartners
import KinoraPreparation
import Logging

/// Do the providers of descriptions answer, and do they accept their keys? One request each.
struct ProviderChecks: Sendable {
    let settings: Settings

    func findings() async -> [Finding] {
        var limits = PartnerLimits()
        limits.attempts = 1
        var findings: [Finding] = []
        for provider in settings.providers.asked {
            findings.append(await finding(provider.client(House.logger("providers", at: .error), limits: limits)))
        }
        return findings
    }

    private func finding(_ lookup: any Lookup) async -> Finding {
        let name = lookup.origin.rawValue
        do {
            try await lookup.check()
            return .fine(name, "\(lookup.origin.providerName) answers and accepts the key")
        } catch let trouble as LookupTrouble {
            switch trouble {
            case .keyRefused:
                return .broken(
                    name, "\(lookup.origin.providerName) does not accept the key",
                    do: "Copy the key from the provider's page to the setting \(name)-key, or take the setting away.")
            case .dailyLimit:
                return .warning(
                    name, "\(lookup.origin.providerName) has answered as much as the key allows today",
                    do: "Nothing: Kinora asks again tomorrow. A larger collection is described sooner with a paid key, or by TMDB.")
            case .away, .unreadable:
                return .warning(
                    name, trouble.sentence,
                    do: "See whether this machine reaches the internet, and whether \(name)-url is right, if it is set.")
            }
        } catch {
            return .warning(name, "\(lookup.origin.providerName) does not answer", do: "See whether this machine reaches the internet.")
        }
    }
}
