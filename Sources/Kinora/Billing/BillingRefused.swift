import KinoraBilling
import KinoraKernel

/// Why `kinora billing` did not do it.
struct BillingRefused: Complaint {
    let refusal: BillingRefusal

    var sentence: String {
        switch refusal {
        case .notOpen: "The house sells nothing. Begin with: kinora billing open"
        case .notForSale: "That is not for sale. See: kinora billing"
        case .notThisWay: "That is not sold in this currency, or not with this provider."
        case .alreadyOpen: "It is open to the member already."
        case .alreadySubscribed: "The member has a subscription already."
        case .noSuchThing: "The books know nothing of that name. Compare it with: kinora billing books"
        case .amount: "That is more than is left, or less than is taken."
        case .consentMissing: "The member did not agree that it begins at once."
        case .voucher: "The code cannot be used for that."
        case .notNow: "That cannot be done in the state in which it is. Look at it first: kinora billing books"
        }
    }
}
