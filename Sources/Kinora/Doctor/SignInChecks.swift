import KinoraAccounts
import KinoraKernel

/// Can the providers be reached that people sign in with, and are they what the settings say?
struct SignInChecks: Sendable {
    let settings: Settings

    func findings() async -> [Finding] {
        var findings: [Finding] = []
        for provider in settings.signIn.providers(SystemTime()) { findings.append(await finding(provider)) }
        return findings
    }

    private func finding(_ provider: any IdentityProvider) async -> Finding {
        let check = "sign-in \(provider.name)"
        do {
            try await provider.check()
            return .fine(check, "\(provider.label) answers")
        } catch let refusal as ProviderRefusal {
            switch refusal {
            case .away(_, let reason):
                return .warning(
                    check, "\(provider.label): \(reason)", do: "See whether this machine reaches \(provider.label), then try again.")
            default:
                return .broken(
                    check, "\(provider.label): \(refusal.reason)",
                    do: "Compare the settings \(provider.name)-… with what \(provider.label) shows.")
            }
        } catch {
            return .warning(check, "\(provider.label) does not answer", do: "See whether this machine reaches \(provider.label).")
        }
    }
}
